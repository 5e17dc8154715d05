"""What rights do to incomes: comparisons of laws, budget curves, figures."""
