"""Figures of publication quality, drawn without touching matplotlib's settings."""
