"""Triage in a second process, for the hours in which many write at once."""
