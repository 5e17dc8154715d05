"""Cuts of electricity, gas, heat and water for unpaid bills (L115-3 CASF)."""
