"""The child: one file in on descriptor 0, one clean file out on descriptor 1, then it ends.

What it writes begins with one line: the type, or "refused" and why. Whatever else happens, it dies, and nothing is kept.
"""

import os
import sys
from collections.abc import Callable

from reporting.files import jail
from reporting.files.kinds import LARGEST, CleanType, FileKind
from reporting.files.refusals import FileRefused

OUTPUT = LARGEST + 4096
_PIECE = 1 << 20
Clean = Callable[[bytes], tuple[CleanType, bytes]]


def main(kind: FileKind) -> None:
    clean = _loaded(kind)
    jail.close(OUTPUT)
    data = _read()
    try:
        clean_type, cleaned = clean(data)
    except FileRefused as refused:
        _write(f"refused {refused.code}\n".encode())
    except Exception:  # noqa: BLE001 -- a parser may raise anything; its text could quote the file
        _write(b"refused unreadable\n")
    else:
        _write(f"{clean_type.value}\n".encode())
        _write(cleaned)
    # No destructor, no handler: nothing of the interpreter runs after the file.
    os._exit(0)


def _loaded(kind: FileKind) -> Clean:
    """One parser for one file: a film needs none of the others."""
    if kind is FileKind.PHOTO:
        from reporting.files import photo

        photo.prepare()
        return photo.clean_photo
    if kind is FileKind.PDF:
        from reporting.files import pdf

        pdf.prepare()
        return pdf.clean_pdf
    from reporting.files import video

    return video.clean_video


def _read() -> bytes:
    pieces = []
    while piece := os.read(0, _PIECE):
        pieces.append(piece)
    return b"".join(pieces)


def _write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(1, view) :]


if __name__ == "__main__":
    main(FileKind(sys.argv[1]))
