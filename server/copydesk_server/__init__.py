"""The engine spoken to by editors. The only code that imports pygls."""
