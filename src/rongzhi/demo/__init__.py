"""The demo of fictional W county: its tables, its filings and the player that lives its year."""
