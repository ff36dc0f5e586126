"""What can be done to a thread: receive, hear, read, reply, route, hand over, close. One use-case, one transaction."""
