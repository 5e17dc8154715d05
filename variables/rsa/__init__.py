"""Revenu de solidarité active (CASF, L262-1 and following)."""
