"""Drills: a real page up the real ladder, marked as one in every word, measured, and gone when a real page comes."""
