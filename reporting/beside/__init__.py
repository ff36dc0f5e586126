"""What runs in second processes: triage, for the hours in which many write at once, and the quick half of a long search."""
