"""The pages: what people read and fill in. Nothing is decided here, and no table is kept."""
