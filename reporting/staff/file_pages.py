"""What a student sent beside the words: a page to look at it, and a route of its own that gives out its bytes.

The bytes come with a policy under which nothing in them can act, and under a type of our own list alone.
"""

import re
from collections.abc import Iterator
from http import HTTPStatus

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from reporting.cases.staff_files import StaffFile
from reporting.files.kinds import FileKind
from reporting.model.thread import Channel
from reporting.staff import language
from reporting.staff.file_doors import Files
from reporting.staff.gate import here
from reporting.staff.now_view import Guidances

_RANGE = re.compile(r"bytes=([0-9]{1,9})-([0-9]{0,9})")
# Where a covered picture may go: into the page that shows it. Not to a tab, a disk or a printer.
_IN_PAGE = {FileKind.PHOTO: "image", FileKind.VIDEO: "video"}


class FilePages:
    def __init__(self, files: Files, guidances: Guidances | None) -> None:
        self._files = files
        self._guidances = guidances

    def page(self, reference: str, file: str) -> ResponseReturnValue:
        """Covered, where it must be, until the button is pressed."""
        found = self._files.look(here(), reference, file)
        shown = not found.covered or request.args.get("shown") == "1"
        if found.type.kind is FileKind.PDF:
            shown = False
        if shown:
            self._files.opened(here(), reference)
        return render_template(
            "file.html", file=found, kind=found.type.kind.value, shown=shown, steps=self._steps(found)
        )

    def content(self, reference: str, file: str) -> ResponseReturnValue:
        found, pieces = self._files.read(here(), reference, file)
        if found.covered and request.headers.get("Sec-Fetch-Dest") != _IN_PAGE.get(
            found.type.kind, "nowhere"
        ):
            raise Forbidden
        if found.type.kind is FileKind.PDF:
            self._files.opened(here(), reference)
        first, last = _asked(found.size)
        whole = (first, last) == (0, found.size - 1)
        answer = Response(
            _between(pieces(), first, last),
            status=HTTPStatus.OK if whole else HTTPStatus.PARTIAL_CONTENT,
            mimetype=found.type.value,
        )
        answer.headers["Content-Length"] = str(last - first + 1)
        answer.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
        answer.headers["Accept-Ranges"] = "bytes"
        if not whole:
            answer.headers["Content-Range"] = f"bytes {first}-{last}/{found.size}"
        return answer

    def _steps(self, file: StaffFile) -> tuple[str, ...]:
        """The district's own, for this kind of danger."""
        if self._guidances is None or not file.covered:
            return ()
        # Where nothing could be read, the steps for pictures are the careful ones.
        category = file.category or "sextortion"
        return self._guidances.first_words(here(), category, file.lang, language.chosen(), Channel.WEB).steps


def _asked(size: int) -> tuple[int, int]:
    """A film is fetched in parts by some browsers; anything else that is asked is answered with the whole."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if found is None or int(found[1]) >= size:
        return 0, size - 1
    last = int(found[2]) if found[2] else size - 1
    return (int(found[1]), min(last, size - 1)) if last >= int(found[1]) else (0, size - 1)


def _between(pieces: Iterator[bytes], first: int, last: int) -> Iterator[bytes]:
    at = 0
    for piece in pieces:
        part = piece[max(0, first - at) : max(0, last + 1 - at)]
        at += len(piece)
        if part:
            yield part
        if at > last:
            return


def file_pages(files: Files, guidances: Guidances | None) -> Blueprint:
    views = FilePages(files, guidances)
    pages = Blueprint("file", __name__, url_prefix="/threads/<reference>/files/<file>")
    pages.get("")(views.page)
    pages.get("/content")(views.content)
    return pages
