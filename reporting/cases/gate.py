"""The retype gate: which two of the six words are asked for again. The same two for the same submission."""

from hashlib import sha256


def gate_positions(submission: bytes, count: int) -> tuple[int, int]:
    """Two different positions from 1, in order. Pure, so that a reloaded page asks the same."""
    digest = sha256(submission).digest()
    first = digest[0] % count
    second = (first + 1 + digest[1] % (count - 1)) % count
    return min(first, second) + 1, max(first, second) + 1
