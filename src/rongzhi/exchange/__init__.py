"""The office and the outside: batches in, messages and papers out."""
