"""The form of the record: canonical text, suites, chain, county log, keys."""
