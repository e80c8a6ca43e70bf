"""Search over sealed text: an index of keyed digests, and the pages of hits that it leads to (docs/search.md)."""
