"""Reports of the county's figures as PDF and Word files: what they say, and how each kind of file is made."""
