"""What a password costs to try: Argon2id over so much memory, so often."""

from dataclasses import dataclass

from reporting.vault import members


@dataclass(frozen=True, slots=True)
class Price:
    """Written slots carry the full price; tests hand in the least that a reader accepts (19456 KiB, 2)."""

    memory_kib: int = members.MEMORY_KIB
    iterations: int = members.ITERATIONS
