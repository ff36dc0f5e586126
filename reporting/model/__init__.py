"""Frozen values that every room of the house shares. No I/O, no keys, no queries."""
