"""The variables of the structures."""
