"""Small pure helpers shared by the formulas; no variable is declared here."""
