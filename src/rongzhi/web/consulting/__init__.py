"""The page of a consultation: the table with its seats, each question with what was answered, and its forms."""
