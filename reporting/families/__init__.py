"""What a guardian may learn, by whose yes: a thread of their own beside a student's."""
