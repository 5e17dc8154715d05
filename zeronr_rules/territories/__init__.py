"""Territory files."""
