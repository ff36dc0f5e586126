"""Reporting: what knows HTTP, the database or keys. app.py puts it together."""
