"""Oversight: the figures of a county from its own record, on pages and in reports."""
