"""Why a file was not taken, by code: the page says it in the reader's language."""


class FileRefused(Exception):
    """`code`: empty, too_large, unknown_type, unreadable, too_many_pixels, locked, busy. Names nothing of the file."""

    def __init__(self, code: str) -> None:
        super().__init__(f"a file was not taken: {code}")
        self.code = code
