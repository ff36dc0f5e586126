"""A film of a phone (MP4, MOV, 3GP): nothing is decoded. Only the boxes a player needs keep their bytes; all others
become empty space of the same length, so that no offset moves. Samples of other tracks (places, faces) are blanked too.

Source: ISO/IEC 14496-12 and Apple's QuickTime File Format. Runs in the jailed child; pure, no library.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.files.kinds import CleanType, movie_type
from reporting.files.refusals import FileRefused

_CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"})
_KEPT = {
    b"": frozenset({b"ftyp", b"moov", b"mdat"}),
    b"moov": frozenset({b"mvhd", b"trak"}),
    b"trak": frozenset({b"tkhd", b"mdia", b"edts"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf"}),
    b"minf": frozenset({b"vmhd", b"smhd", b"hdlr", b"dinf", b"stbl"}),
    b"stbl": frozenset(
        {b"stsd", b"stts", b"ctts", b"stsc", b"stsz", b"stco", b"co64", b"stss", b"cslg", b"sdtp"}
    ),
    b"edts": frozenset({b"elst"}),
    b"dinf": frozenset({b"dref"}),
}
_SHOWN = frozenset({b"vide", b"soun"})
_CODEC_BOXES = frozenset(
    {b"avcC", b"hvcC", b"av1C", b"vpcC", b"dvcC", b"dvvC", b"colr", b"pasp", b"clap", b"fiel", b"btrt"}
    | {b"esds", b"damr", b"dac3", b"dOps", b"d263", b"wave", b"chan", b"frma", b"enda", b"mp4a"}
)
_ICC = frozenset({b"prof", b"rICC"})
_DEEPEST, _MOST_BOXES, _MOST_SAMPLES = 8, 20_000, 5_000_000
# Where times stand in a header box, by its version: bytes after the eight of size and type, and how many.
_TIMES = {0: (4, 8), 1: (4, 16)}
_TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_VISUAL_ENTRY, _NAME_AT = 86, 50
_AUDIO_ENTRY = {0: 36, 1: 52, 2: 72}


@dataclass(frozen=True, slots=True)
class Box:
    """`start`: where its size stands; `inside`: where its content begins."""

    kind: bytes
    start: int
    inside: int
    end: int


def clean_video(data: bytes) -> tuple[CleanType, bytes]:
    """The same length, byte for byte the same where a picture or a sound lies. Raises FileRefused."""
    film = bytearray(data)
    film_type = movie_type(data)
    top = list(_boxes(film, 0, len(film)))
    kinds = [box.kind for box in top]
    if kinds.count(b"moov") != 1 or b"mdat" not in kinds:
        # Films in fragments have their tables elsewhere; no phone's camera makes them.
        raise FileRefused("unreadable")
    moov = top[kinds.index(b"moov")]
    tracks = {trak.start: trak for trak in _children(film, moov) if trak.kind == b"trak"}
    shown = {start: kind for start, trak in tracks.items() if (kind := _handler(film, trak)) in _SHOWN}
    if not shown:
        raise FileRefused("unreadable")
    samples = sorted(span for start in shown for span in _samples(film, tracks[start]))
    _walk(film, top, b"", 0, shown, b"")
    for box in top:
        if box.kind == b"mdat":
            _blank_between(film, box, samples)
    return film_type, bytes(film)


def _boxes(film: bytearray, start: int, end: int) -> Iterator[Box]:
    at, seen = start, 0
    while at + 8 <= end:
        size, kind, inside = _number(film, at, 4), bytes(film[at + 4 : at + 8]), at + 8
        if size == 1:
            size, inside = int.from_bytes(film[at + 8 : at + 16], "big"), at + 16
        elif size == 0:
            size = end - at
        if size < inside - at or at + size > end:
            raise FileRefused("unreadable")
        seen += 1
        if seen > _MOST_BOXES:
            raise FileRefused("unreadable")
        yield Box(kind, at, inside, at + size)
        at += size
    # Less than a box: QuickTime ends lists with four zeros. Whatever it is, it is no part of the film.
    film[at:end] = bytes(end - at)


def _children(film: bytearray, box: Box) -> list[Box]:
    return list(_boxes(film, box.inside, box.end))


def _find(film: bytearray, box: Box, *path: bytes) -> Box | None:
    found: Box | None = box
    for kind in path:
        found = next((one for one in _children(film, found) if one.kind == kind), None) if found else None
    return found


def _handler(film: bytearray, trak: Box) -> bytes:
    hdlr = _find(film, trak, b"mdia", b"hdlr")
    return bytes(film[hdlr.inside + 8 : hdlr.inside + 12]) if hdlr else b""


def _blank(film: bytearray, box: Box) -> None:
    film[box.start + 4 : box.start + 8] = b"free"
    film[box.inside : box.end] = bytes(box.end - box.inside)


def _walk(  # noqa: PLR0917 -- a walk carries where it is
    film: bytearray, boxes: list[Box], parent: bytes, depth: int, shown: dict[int, bytes], handler: bytes
) -> None:
    """`handler`: what the track is that is walked, empty outside of tracks."""
    if depth > _DEEPEST:
        raise FileRefused("unreadable")
    for box in boxes:
        if box.kind not in _KEPT[parent] or (box.kind == b"trak" and box.start not in shown):
            _blank(film, box)
        elif box.kind in _CONTAINERS:
            inside = shown.get(box.start, handler)
            _walk(film, _children(film, box), box.kind, depth + 1, shown, inside)
        elif box.kind != b"mdat":
            _tidy(film, box, handler)


def _tidy(film: bytearray, box: Box, handler: bytes) -> None:
    """What a kept box says beside what a player needs: when it was filmed, by which program, from which disk."""
    if box.kind in _TIMED:
        at, length = _TIMES[1 if film[box.inside] else 0]
        _zero(film, box.inside + at, box.inside + at + length)
    elif box.kind == b"hdlr":
        _zero(film, box.inside + 12, box.end)
    elif box.kind == b"dref":
        for entry in _boxes(film, box.inside + 8, box.end):
            _zero(film, entry.inside + 4, entry.end)
    elif box.kind == b"stsd":
        for entry in _boxes(film, box.inside + 8, box.end):
            _tidy_entry(film, entry, visual=handler == b"vide")


def _tidy_entry(film: bytearray, entry: Box, *, visual: bool) -> None:
    """The description of a codec: its maker's name goes, and every box in it that no decoder asks for."""
    length = entry.end - entry.start
    version = 0 if visual or length < _AUDIO_ENTRY[0] else _number(film, entry.start + 16, 2)
    head = _VISUAL_ENTRY if visual else _AUDIO_ENTRY.get(version, length + 1)
    if length < head:
        raise FileRefused("unreadable")
    if visual:
        _zero(film, entry.start + 16, entry.start + 32)
        _zero(film, entry.start + _NAME_AT, entry.start + _NAME_AT + 32)
    else:
        _zero(film, entry.start + 18, entry.start + 24)
    _tidy_codec(film, entry.start + head, entry.end, 0)


def _tidy_codec(film: bytearray, start: int, end: int, depth: int) -> None:
    for box in _boxes(film, start, end):
        icc = box.kind == b"colr" and bytes(film[box.inside : box.inside + 4]) in _ICC
        if box.kind not in _CODEC_BOXES or icc:
            _blank(film, box)
        elif box.kind == b"wave" and depth == 0:
            _tidy_codec(film, box.inside, box.end, 1)


def _number(film: bytearray, at: int, width: int) -> int:
    return int.from_bytes(film[at : at + width], "big")


def _zero(film: bytearray, start: int, end: int) -> None:
    if end > start:
        film[start:end] = bytes(end - start)


def _table(film: bytearray, box: Box | None, fields: int, width: int) -> list[tuple[int, ...]]:
    """Rows of a full box: version and flags, a count, then `fields` numbers of `width` bytes each."""
    if box is None:
        raise FileRefused("unreadable")
    count, at = int.from_bytes(film[box.inside + 4 : box.inside + 8], "big"), box.inside + 8
    if count > _MOST_SAMPLES or at + count * fields * width > box.end:
        raise FileRefused("unreadable")
    row = fields * width
    return [
        tuple(
            int.from_bytes(film[at + n * row + f * width : at + n * row + (f + 1) * width], "big")
            for f in range(fields)
        )
        for n in range(count)
    ]


def _sizes(film: bytearray, stsz: Box | None) -> tuple[int, int, list[int]]:
    """(size of all or 0, how many, size of each)."""
    if stsz is None:
        raise FileRefused("unreadable")
    same = int.from_bytes(film[stsz.inside + 4 : stsz.inside + 8], "big")
    count = int.from_bytes(film[stsz.inside + 8 : stsz.inside + 12], "big")
    at = stsz.inside + 12
    if count > _MOST_SAMPLES or (not same and at + 4 * count > stsz.end):
        raise FileRefused("unreadable")
    each = [] if same else [_number(film, at + 4 * n, 4) for n in range(count)]
    return same, count, each


def _samples(film: bytearray, trak: Box) -> Iterator[tuple[int, int]]:
    """Where the bytes of a track lie in the file: (start, end) of each of its chunks."""
    stbl = _find(film, trak, b"mdia", b"minf", b"stbl")
    if stbl is None:
        raise FileRefused("unreadable")
    parts = {box.kind: box for box in _children(film, stbl)}
    wide = b"co64" in parts
    chunks = [row[0] for row in _table(film, parts.get(b"co64" if wide else b"stco"), 1, 8 if wide else 4)]
    runs = _table(film, parts.get(b"stsc"), 3, 4)
    same, count, each = _sizes(film, parts.get(b"stsz"))
    factor = _bytes_a_sample(film, parts.get(b"stsd")) if same == 1 else None
    taken, run = 0, 0
    for number, offset in enumerate(chunks, 1):
        while run + 1 < len(runs) and runs[run + 1][0] <= number:
            run += 1
        many = runs[run][1] if runs else 0
        many = min(many, count - taken)
        if factor is not None:
            length = many * factor
        else:
            length = many * same if same else sum(each[taken : taken + many])
        taken += many
        yield offset, offset + length


def _bytes_a_sample(film: bytearray, stsd: Box | None) -> int:
    """Plain sound in QuickTime counts frames of one; what they weigh stands in the description."""
    if stsd is None:
        raise FileRefused("unreadable")
    entry = next(iter(_boxes(film, stsd.inside + 8, stsd.end)), None)
    if entry is None or entry.end - entry.start < _AUDIO_ENTRY[0]:
        raise FileRefused("unreadable")
    version = int.from_bytes(film[entry.start + 16 : entry.start + 18], "big")
    channels = int.from_bytes(film[entry.start + 24 : entry.start + 26], "big")
    bits = int.from_bytes(film[entry.start + 26 : entry.start + 28], "big")
    if version == 1 and entry.end - entry.start >= _AUDIO_ENTRY[1]:
        frame = int.from_bytes(film[entry.start + 44 : entry.start + 48], "big")
        packet = int.from_bytes(film[entry.start + 36 : entry.start + 40], "big")
        if packet > 1:
            raise FileRefused("unreadable")
        return frame or 1
    return max(1, channels * bits // 8)


def _blank_between(film: bytearray, mdat: Box, samples: list[tuple[int, int]]) -> None:
    """Whatever lies between the samples of what is shown: other tracks, old versions, padding that speaks."""
    at = mdat.inside
    for start, end in samples:
        if end <= at or start >= mdat.end:
            continue
        if start > at:
            film[at:start] = bytes(start - at)
        at = max(at, end)
    if at < mdat.end:
        film[at : mdat.end] = bytes(mdat.end - at)
