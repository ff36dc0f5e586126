"""Help beyond the school: the directory, agreements with those who give it."""
