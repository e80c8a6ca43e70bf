"""The package in which a case travels: its manifest and signature, its zip, and how it is sealed for its receiver."""
