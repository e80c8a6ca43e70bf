"""The desks of those who work here: what each page shows, read for its role alone."""
