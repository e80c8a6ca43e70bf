"""Files and their acts: the one door, the record, what each may see, and what follows after the commit."""
