"""What the persons receive, other than the benefits computed here."""
