"""The dated values of the law, as OpenFisca YAML files (data, no code)."""
