"""What a page that watches saw last."""

from flask import Request

LONGEST = 20  # digits


def since_of(asked: Request) -> int:
    """The version that the page was made of, or was told of last; 0 where it says none."""
    since = asked.args.get("since", "")
    return int(since) if since.isascii() and since.isdigit() and len(since) <= LONGEST else 0
