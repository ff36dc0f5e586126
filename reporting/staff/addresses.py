"""Addresses of this site's pages: one without a variable part is the same with each request, and a page has dozens."""

from functools import lru_cache
from typing import Any

from flask import url_for

MOST = 1_024  # more than there are pages


def address(endpoint: str, **parts: Any) -> str:
    """`url_for`, which each template has by that name."""
    return url_for(endpoint, **parts) if parts else plain_address(endpoint)


@lru_cache(maxsize=MOST)
def plain_address(endpoint: str) -> str:
    """Of a page whose address has no variable part."""
    return url_for(endpoint)
