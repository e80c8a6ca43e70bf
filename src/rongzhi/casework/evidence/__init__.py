"""Files that people hand in: received, examined, kept sealed, shown safely, listed and bundled."""
