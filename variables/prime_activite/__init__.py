"""Prime d'activité (CSS, L841-1 and following)."""
