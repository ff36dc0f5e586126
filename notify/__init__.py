"""Notify: paging people until one of them answers, and handing messages to carriers. Knows nothing of tips."""
