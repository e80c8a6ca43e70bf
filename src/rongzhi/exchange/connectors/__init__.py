"""Doors to systems outside: for each a port, a demo that stays in the house, and a demo that fails."""
