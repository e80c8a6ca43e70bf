"""The interface for partners: file a dispute, perform an act, read a file; all of it made from the declared acts."""
