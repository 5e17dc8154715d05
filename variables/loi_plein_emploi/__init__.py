"""Loi plein emploi: registration, duties and sanctions of RSA beneficiaries (loi n° 2023-1196)."""
