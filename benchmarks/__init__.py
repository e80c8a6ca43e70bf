"""Measures what the project promises: each figure is a ratio of two things done side by side in one run."""
