"""How the pages of a group are arranged: its figures in words, its lists, and the plan of a batch."""
