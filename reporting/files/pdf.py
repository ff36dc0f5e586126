"""A PDF: its pages and what they show, written anew. Names, dates, attachments, scripts, forms and links are gone.

What annotations and form fields show is drawn into the pages first. Pictures keep their pixels and lose what they
say of place and camera. Runs in the jailed child alone: it is the only importer of pikepdf.
"""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

from reporting.files.jpeg import bare_jpeg
from reporting.files.kinds import LARGEST, CleanType
from reporting.files.refusals import FileRefused

MOST_PAGES = 500
MOST_OBJECTS = 200_000
_ROOT = frozenset({"/Type", "/Pages"})
_PAGE = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group", "/UserUnit"}
)
_PAGES = frozenset({"/Type", "/Parent", "/Kids", "/Count", "/MediaBox", "/CropBox", "/Rotate", "/Resources"})
# Wherever they stand: what says who and when, what acts, what embeds, what names parts of a page.
_NEVER = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/AA", "/A", "/JS", "/EF", "/Thumb", "/OpenAction"),
    *("/StructParent", "/StructParents", "/OC", "/OPI", "/Measure", "/PtData", "/Alternates", "/Properties"),
    *("/Author", "/Creator", "/Producer", "/Title", "/Subject", "/Keywords", "/CreationDate", "/ModDate"),
    *("/Alt", "/ActualText", "/Lang", "/Annots", "/Names", "/URI", "/RichMediaContent", "/Private"),
)
_MARKS = frozenset({"BDC", "BMC", "EMC", "DP", "MP"})
_JPEG, _JPEG2000 = Name.DCTDecode, Name.JPXDecode
_JPEG2000_BLANKED = frozenset({b"uuid", b"xml ", b"uinf", b"jp2i", b"asoc", b"lbl "})


def prepare() -> None:
    """Load what a first document loads, before the jail closes."""
    blank = Pdf.new()
    blank.add_blank_page()
    out = BytesIO()
    blank.save(out)
    clean_pdf(out.getvalue())


def clean_pdf(data: bytes) -> tuple[CleanType, bytes]:
    """Raises FileRefused, "locked" for one with a password."""
    try:
        with Pdf.open(BytesIO(data)) as pdf:
            cleaned = _cleaned(pdf)
    except pikepdf.PasswordError:
        raise FileRefused("locked") from None
    if len(cleaned) > LARGEST:
        raise FileRefused("too_large")
    return CleanType.PDF, cleaned


def _cleaned(pdf: Pdf) -> bytes:
    if len(pdf.pages) > MOST_PAGES or not len(pdf.pages):
        raise FileRefused("unreadable")
    _draw_in(pdf)
    _keep_only(pdf.Root, _ROOT)
    for page in pdf.pages:
        _keep_only(page.obj, _PAGE)
        _redraw_page(pdf, page)
    bare = Pdf.new()
    for page in pdf.pages:
        bare.pages.append(page)
    if len(bare.objects) > MOST_OBJECTS:
        raise FileRefused("unreadable")
    for one in list(bare.objects):
        _clean_object(one)
    for key in ("/Info", "/ID"):
        if key in bare.trailer:
            del bare.trailer[key]
    out = BytesIO()
    bare.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _draw_in(pdf: Pdf) -> None:
    """A filled form and a drawn circle are part of what is shown."""
    if "/AcroForm" in pdf.Root and "/XFA" in pdf.Root.AcroForm:
        del pdf.Root.AcroForm["/XFA"]
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def _keep_only(thing: Any, wanted: frozenset[str]) -> None:
    for key in [key for key in thing.keys() if key not in wanted]:  # noqa: SIM118 -- a PDF object is no mapping
        del thing[key]


def _redraw_page(pdf: Pdf, page: pikepdf.Page) -> None:
    if "/Contents" in page.obj:
        page.obj.Contents = pdf.make_stream(_redrawn(page))


def _redrawn(source: Any) -> bytes:
    """The drawing without comments and without marks, both of which can carry any text."""
    kept = [one for one in pikepdf.parse_content_stream(source) if str(one.operator) not in _MARKS]
    return pikepdf.unparse_content_stream(kept)


def _clean_object(one: Any) -> None:
    _strip(one, 0)
    if isinstance(one, Stream):
        _clean_stream(one)


def _strip(thing: Any, depth: int) -> None:
    """Forbidden keys, in an object and in what is written directly into it."""
    if depth > 32:  # noqa: PLR2004 -- deeper than any page needs
        raise FileRefused("unreadable")
    if isinstance(thing, (Dictionary, Stream)):
        kind = thing.get("/Type")
        if kind == Name.Pages:
            _keep_only(thing, _PAGES)
        for key in [key for key in thing.keys() if key in _NEVER]:  # noqa: SIM118
            del thing[key]
        for key in thing.keys():  # noqa: SIM118
            _strip_direct(thing[key], depth)
    elif isinstance(thing, pikepdf.Array):
        for each in thing:
            _strip_direct(each, depth)


def _strip_direct(value: Any, depth: int) -> None:
    if isinstance(value, (Dictionary, pikepdf.Array)) and not value.is_indirect:
        _strip(value, depth + 1)


def _clean_stream(stream: Any) -> None:
    filters = _filters(stream)
    if _JPEG in filters or _JPEG2000 in filters:
        if len(filters) != 1:
            # A photo packed twice: unpack the outer layer first, so that what is inside is seen.
            raise FileRefused("unreadable")
        raw = stream.read_raw_bytes()
        bare = bare_jpeg(raw) if _JPEG in filters else _bare_jpeg2000(raw)
        stream.write(bare, filter=filters[0], decode_parms=stream.get("/DecodeParms"))
    elif stream.get("/Subtype") == Name.Form or "/PatternType" in stream:
        stream.write(_redrawn(stream))


def _filters(stream: Any) -> list[Any]:
    found = stream.get("/Filter")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _bare_jpeg2000(data: bytes) -> bytes:
    """Boxes of text and of makers become unknown boxes of zeros, which a reader skips."""
    if data[4:8] != b"jP  ":
        return data  # the bare codestream, which has no boxes
    out, at = bytearray(data), 0
    while at + 8 <= len(out):
        size, kind, inside = int.from_bytes(out[at : at + 4], "big"), bytes(out[at + 4 : at + 8]), at + 8
        if size == 1:
            size, inside = int.from_bytes(out[at + 8 : at + 16], "big"), at + 16
        elif size == 0:
            size = len(out) - at
        if size < inside - at or at + size > len(out):
            raise FileRefused("unreadable")
        if kind in _JPEG2000_BLANKED:
            out[at + 4 : at + 8] = b"free"
            out[inside : at + size] = bytes(at + size - inside)
        at += size
    return bytes(out)
