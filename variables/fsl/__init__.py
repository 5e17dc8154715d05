"""Help of the FSL with unpaid energy, water and telephone bills, territory by territory."""
