"""Families and the places of childcare structures « à vocation d'insertion professionnelle »."""
