"""Packages of cases: made for one receiving body with what it may read, proved, and taken in as a file of one's own."""
