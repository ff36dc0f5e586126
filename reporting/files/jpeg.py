"""A JPEG stream without the segments that are not needed to decode it. For pictures inside a PDF. Pure."""

from reporting.files.refusals import FileRefused

_START, _SCAN, _END = 0xD8, 0xDA, 0xD9
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
# APP0 says how pixels lie, APP14 how colours were turned; comments and all other applications' data go.
_APPS, _KEPT_APPS, _COMMENT = range(0xE0, 0xF0), frozenset({0xE0, 0xEE}), 0xFE
_APP0_LENGTH, _APP14_LENGTH = 16, 14


def bare_jpeg(data: bytes) -> bytes:
    """Raises FileRefused where the segments do not follow one another."""
    if data[:2] != bytes((0xFF, _START)):
        raise FileRefused("unreadable")
    out, at = [data[:2]], 2
    while at < len(data):
        marker, at = _marker(data, at)
        if marker == _END:
            break
        if marker in _ALONE:
            out.append(bytes((0xFF, marker)))
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        if length < 2 or at + length > len(data):  # noqa: PLR2004 -- a length counts its own two bytes
            raise FileRefused("unreadable")
        if _kept(marker, length):
            out.append(bytes((0xFF, marker)) + data[at : at + length])
        at += length
        if marker == _SCAN:
            ends = _scan_end(data, at)
            out.append(data[at:ends])
            at = ends
    out.append(bytes((0xFF, _END)))
    return b"".join(out)


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker that begins at `at`, and where what follows it begins. Fill bytes may stand before it."""
    if data[at] != 0xFF:  # noqa: PLR2004 -- every marker begins so
        raise FileRefused("unreadable")
    while at < len(data) and data[at] == 0xFF:  # noqa: PLR2004
        at += 1
    if at >= len(data):
        return _END, at
    return data[at], at + 1


def _kept(marker: int, length: int) -> bool:
    if marker == _COMMENT:
        return False
    if marker not in _APPS:
        return True
    # No thumbnail in APP0, and nothing behind the twelve bytes of Adobe's.
    fits = length <= (_APP0_LENGTH if marker == 0xE0 else _APP14_LENGTH)  # noqa: PLR2004 -- APP0
    return marker in _KEPT_APPS and fits


def _scan_end(data: bytes, at: int) -> int:
    """Where the next marker of a segment stands: within a scan 0xFF is stuffed, or a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] not in (0x00, *range(0xD0, 0xD8)):
            return at
        at += 2
