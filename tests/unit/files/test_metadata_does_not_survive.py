"""What a phone writes into a photo, a PDF or a film beside what they show is gone: looked for raw, wide, and unpacked."""

import re
import struct
import zlib
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from reporting.files.cleaner import Cleaner, CleanFile
from reporting.files.kinds import CleanType, FileKind
from tests.unit.files.planted import MAKERS, Planted, corpus

TWO_OF_EACH, THIRTYFOUR_OF_EACH = 2, 34


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(2)


def found_in(data: bytes, canary: str) -> bool:
    forms = (
        canary.encode(),
        canary.encode("utf-16-le"),
        canary.encode("utf-16-be"),
        canary.encode().hex().encode(),
    )
    # A name of twelve letters of it would still name somebody.
    forms += (canary.encode()[:12], canary[:12].encode("utf-16-be"))
    return any(form.lower() in data.lower() for form in forms)


def everything_in(data: bytes) -> bytes:
    """The file, and all that is packed in it."""
    parts = [data]
    if data.startswith(b"%PDF"):
        with pikepdf.open(BytesIO(data)) as pdf:
            for one in pdf.objects:
                parts.append(repr(one).encode())
                if isinstance(one, pikepdf.Stream):
                    parts.append(one.read_raw_bytes())
                    if one.get("/Filter") not in {pikepdf.Name.DCTDecode, pikepdf.Name.JPXDecode}:
                        parts.append(one.read_bytes())
    for start in re.finditer(b"[\x78\x58][\x01\x5e\x9c\xda]", data):
        try:
            parts.append(zlib.decompressobj().decompress(data[start.start() :], 100_000))
        except zlib.error:
            continue
    return b"\0".join(parts)


def cleaned(cleaner: Cleaner, planted: Planted) -> CleanFile:
    assert found_in(everything_in(planted.data), planted.canary), f"nothing was planted in {planted.name}"
    clean = cleaner.clean(planted.data)
    assert not found_in(everything_in(clean.data), planted.canary), planted.name
    if clean.type.kind is FileKind.PHOTO:
        with Image.open(BytesIO(clean.data)) as shown:
            shown.load()
            assert not shown.getexif()
            assert not {"exif", "xmp", "comment", "icc_profile", "photoshop", "XML:com.adobe.xmp"} & set(
                shown.info
            )
    assert planted.seen[:24] in clean.data
    assert planted.seen[24:] in clean.data
    return clean


def test_of_a_dozen_files_nothing_survives_and_all_show_what_they_showed(cleaner: Cleaner) -> None:
    files = list(corpus(TWO_OF_EACH))
    assert len(files) >= 12
    assert {cleaned(cleaner, one).type.kind for one in files} == set(FileKind)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_of_two_hundred_files_nothing_survives(cleaner: Cleaner) -> None:
    files = list(corpus(THIRTYFOUR_OF_EACH, seed=6))
    assert len(files) >= 200
    for one in files:
        cleaned(cleaner, one)


def test_a_photo_that_was_held_sideways_stands_upright(cleaner: Cleaner) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = BytesIO()
    Image.new("RGB", (60, 30), "red").save(out, "JPEG", exif=exif)
    with Image.open(BytesIO(cleaner.clean(out.getvalue()).data)) as shown:
        assert shown.size == (30, 60)


def test_the_picture_is_the_same_picture(cleaner: Cleaner) -> None:
    out = BytesIO()
    Image.new("RGB", (64, 64), (200, 30, 60)).save(out, "HEIF", quality=95)
    with Image.open(BytesIO(cleaner.clean(out.getvalue()).data)) as shown:
        got = shown.convert("RGB").getpixel((30, 30))
    assert isinstance(got, tuple)
    assert max(abs(a - b) for a, b in zip(got, (200, 30, 60), strict=True)) < 12


def test_a_filled_form_still_shows_what_was_filled_in(cleaner: Cleaner) -> None:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 200))
    look = made.make_stream(
        b"0 0 80 20 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 80, 20]
    )
    page.Annots = pikepdf.Array(
        [
            made.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Square,
                    Rect=[10, 10, 90, 30],
                    F=4,
                    AP=pikepdf.Dictionary(N=look),
                )
            )
        ]
    )
    out = BytesIO()
    made.save(out)
    with pikepdf.open(BytesIO(cleaner.clean(out.getvalue()).data)) as shown:
        (page,) = shown.pages
        assert "/Annots" not in page.obj
        assert b" Do" in page.Contents.read_bytes()


def test_offsets_of_a_film_stay_where_they_were(cleaner: Cleaner) -> None:
    (film,) = [one for one in corpus(1) if one.name.startswith("film")]
    clean = cleaner.clean(film.data)
    assert len(clean.data) == len(film.data)
    assert clean.type in {CleanType.MP4, CleanType.QUICKTIME, CleanType.THREEGP}
    assert clean.data.count(b"trak") == 2
    assert struct.unpack(">I", clean.data[:4])[0] == 20


def test_every_maker_is_tried() -> None:
    assert {one.name.split(maxsplit=1)[0] for one in corpus(1)} == {maker.__name__ for maker in MAKERS}
