"""What a password must be. It opens children's messages and a thief of the database may guess at it offline."""

import unicodedata

from reporting.people.names import fold
from reporting.people.refused import Refused

SHORTEST = 12
LONGEST_BYTES = 1024
FEWEST_DIFFERENT = 5


def acceptable(password: str, *, email: str, name: str) -> str:
    """The password, unchanged (the vault normalises it).

    Raises: Refused with code password_short, password_long, password_plain or password_own.
    """
    normal = unicodedata.normalize("NFKC", password)
    if len(normal) < SHORTEST:
        raise Refused("password_short", f"Use at least {SHORTEST} characters; four unrelated words are good.")
    if len(normal.encode()) > LONGEST_BYTES:
        raise Refused("password_long", f"Use at most {LONGEST_BYTES} bytes.")
    if len(set(normal)) < FEWEST_DIFFERENT:
        raise Refused("password_plain", f"Use at least {FEWEST_DIFFERENT} different characters.")
    if "".join(fold(normal)) in {
        "".join(fold(email)),
        "".join(fold(name)),
        "".join(fold(email.partition("@")[0])),
    }:
        raise Refused("password_own", "Do not use your own name or address.")
    return password
