"""Bodies stay in RAM and keep their bytes.

Werkzeug writes uploads over 500 KB in plain text to the temporary folder, and loses what is not UTF-8;
either would cost a student their words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any
from urllib.parse import parse_qsl

from flask import Flask, Request, request
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser, MultiPartParser

_KIB = 1024


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """`content` bytes of the whole body, `memory` bytes of one field, `parts` fields."""

    content: int
    memory: int
    parts: int


EVERYWHERE = BodyLimits(content=64 * _KIB, memory=128 * _KIB, parts=20)
# What a student wrote comes back in the form, a million emoji included (four bytes each, as the form sends
# them). Its staff list may be ticked from end to end.
STUDENT_TEXT = BodyLimits(content=5 * _KIB * _KIB, memory=5 * _KIB * _KIB, parts=1000)
# A text as the carrier tells of it: two dozen fields, and two more for each of ten pictures.
CARRIER_TEXT = BodyLimits(content=64 * _KIB, memory=128 * _KIB, parts=100)
# One file of 25 MB and the page's own fields. `memory` is also what the parser may hold of a file at once: it reads
# 64 KiB at a time, and keeps back whatever could be the beginning of a boundary.
ONE_FILE = BodyLimits(content=26 * _KIB * _KIB, memory=512 * _KIB, parts=20)


class _OneCharacterOneByte(MultiPartParser):
    def get_part_charset(self, headers: Headers) -> str:  # noqa: ARG002 - no part may choose its charset
        return "latin-1"


class _ByteKeepingParser(FormDataParser):
    """Fields as UTF-8 in which a byte that is none stands as a lone surrogate (PEP 383)."""

    def _parse_multipart(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str]
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        del mimetype
        try:
            boundary = options.get("boundary", "").encode("ascii")
        except UnicodeEncodeError:
            boundary = b""
        if not boundary:
            return stream, self.cls(), self.cls()
        parser = _OneCharacterOneByte(
            stream_factory=self.stream_factory,
            max_form_memory_size=self.max_form_memory_size,
            max_form_parts=self.max_form_parts,
            cls=self.cls,
        )
        form, files = parser.parse(stream, boundary, content_length)
        kept = [(name, _utf8(value.encode("latin-1"))) for name, value in form.items(multi=True)]
        return stream, self.cls(kept), files

    def _parse_urlencoded(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str]
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        del mimetype, content_length, options
        try:
            fields = parse_qsl(
                _utf8(stream.read()),
                keep_blank_values=True,
                errors="surrogateescape",
                max_num_fields=self.max_form_parts,
            )
        except ValueError:
            raise RequestEntityTooLarge from None
        return stream, self.cls(fields), self.cls()


class RequestInRam(Request):
    """A request whose body never touches a disk."""

    form_data_parser_class = _ByteKeepingParser

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        del total_content_length, content_type, filename, content_length
        return BytesIO()


def install_body_limits(app: Flask, by_endpoint: Mapping[str, BodyLimits]) -> None:
    """`EVERYWHERE` on all routes but those named. Over a limit, reading the form raises 413."""
    app.config["MAX_CONTENT_LENGTH"] = EVERYWHERE.content
    app.config["MAX_FORM_MEMORY_SIZE"] = EVERYWHERE.memory
    app.config["MAX_FORM_PARTS"] = EVERYWHERE.parts

    @app.before_request
    def _limits() -> None:
        limits = by_endpoint.get(request.endpoint or "", EVERYWHERE)
        request.max_content_length = limits.content
        request.max_form_memory_size = limits.memory
        request.max_form_parts = limits.parts


def _utf8(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
