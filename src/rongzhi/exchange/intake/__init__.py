"""Batch files in: opened, checked and read row by row, before anything is filed."""
