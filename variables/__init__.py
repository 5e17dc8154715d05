"""The rules of law, one sub-package a benefit; see :mod:`zeronr_rules.system`."""
