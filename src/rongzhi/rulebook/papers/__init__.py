"""The texts of papers: what a text file says, which variables it may use, whether it is whole, and how it is filled."""
