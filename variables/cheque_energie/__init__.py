"""Chèque énergie (L124-1 and R124-1 and following of the code de l'énergie)."""
