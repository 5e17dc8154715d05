"""Allocations familiales, complément familial, ASF, PAJE allocation de base."""
