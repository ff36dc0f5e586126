"""What helps in the first minutes: first replies to a student, and the district's numbered steps, by kind of danger."""
