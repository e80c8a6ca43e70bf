"""Likeness of texts: keyed signatures, an index of them, and clusters that grow one case at a time (docs/likeness.md)."""
