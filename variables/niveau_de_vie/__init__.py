"""Living standard: money of a ménage over its consumption units."""
