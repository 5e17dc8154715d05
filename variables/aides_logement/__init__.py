"""Housing benefits: APL, ALF and ALS."""
