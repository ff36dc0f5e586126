"""Answers that are ready: shipped in pairs, changed by those who lead, filled in when one is chosen."""
