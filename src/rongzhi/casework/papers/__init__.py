"""Papers of a file: values gathered as a reader may see them, drawn as PDF and DOCX, kept and found again."""
