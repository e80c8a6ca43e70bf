"""Rongzhi: settle financial consumer disputes in a county, by declared procedures and an open record."""

__version__ = "0.1.0"
