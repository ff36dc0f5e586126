"""People of a partner organization: invited by the school, signed in, and with a queue of their own."""
