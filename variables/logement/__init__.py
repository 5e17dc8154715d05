"""Where and how the household is housed."""
