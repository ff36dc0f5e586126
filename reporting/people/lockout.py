"""How long an account waits after wrong tries. Pure.

Short and growing: a long lock would let anyone who knows a counselor's address keep them out during a crisis, and
Argon2id at 64 MiB already makes each guess dear.
"""

FREE_TRIES = 5
WAITS_MINUTES = (1, 5, 15)  # after the 5th, 10th and each further 5th try in a row


def wait_after(wrong_tries: int) -> int:
    """Minutes to wait once this many tries in a row were wrong; 0 while the account is free to try."""
    if wrong_tries < FREE_TRIES or wrong_tries % FREE_TRIES:
        return 0
    return WAITS_MINUTES[min(wrong_tries // FREE_TRIES, len(WAITS_MINUTES)) - 1]
