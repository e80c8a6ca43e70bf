"""Procedures as declared values, and the machinery that weighs acts against them."""
