"""The dead-man's switch: the line tests itself, and says "not monitored now" where it cannot tell that it is awake."""
