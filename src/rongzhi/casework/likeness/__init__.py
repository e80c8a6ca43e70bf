"""Likeness of cases as it is kept: signatures made after the commit, clusters, and the proposals they give (docs/likeness.md)."""
