"""How many connections may stand open at once: fewer than files, or the database could open none any more."""

import resource

# As much as two sites can fill, and what the rest of the process opens.
WANTED_FILES = 4096
# Database, logs, pipes to parsers and to second processes, calls to the carrier.
OTHER_FILES = 256
MOST_CONNECTIONS = 1000


def connections_each(sites: int) -> int:
    """Raise this process's soft limit on open files as far as it may, and share what that leaves among the sites."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED_FILES if hard == resource.RLIM_INFINITY else min(hard, WANTED_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    files = WANTED_FILES if soft == resource.RLIM_INFINITY else soft
    return max(1, min(MOST_CONNECTIONS, (files - OTHER_FILES) // sites))
