"""Photos, PDFs and films with a canary in every place that says who, where or when. Made, not collected."""

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw, PngImagePlugin

pillow_heif.register_heif_opener()


@dataclass(frozen=True)
class Planted:
    """`seen`: what must still be there afterwards, if it can be looked for as bytes."""

    name: str
    data: bytes
    canary: str
    seen: bytes = b""


def corpus(each: int, seed: int = 5) -> Iterator[Planted]:
    """`each` of every maker, with other canaries and sizes each."""
    drawn = random.Random(seed)  # noqa: S311 -- the same files in every run
    for number in range(each):
        for maker in MAKERS:
            canary = f"Canary{drawn.randrange(10**9):09}Lane"
            yield Planted(f"{maker.__name__} {number}", *maker(canary, drawn))


Made = tuple[bytes, str] | tuple[bytes, str, bytes]


def _picture(drawn: random.Random, mode: str = "RGB") -> Image.Image:
    image = Image.new(mode, (drawn.randrange(40, 90), drawn.randrange(40, 90)))
    ImageDraw.Draw(image).ellipse((5, 5, 30, 35), fill=drawn.randrange(200, 250))
    return image


def _exif(canary: str) -> Image.Exif:
    exif = Image.Exif()
    for tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298, 0x0132):
        exif[tag] = canary
    exif[0x9C9D] = canary.encode("utf-16-le")
    exif.get_ifd(0x8769)[0xA430] = canary
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + canary.encode()
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[29], gps[27] = "N", (40.0, 26.0, 46.0), canary, b"ASCII\0\0\0" + canary.encode()
    return exif


def _xmp(canary: str) -> bytes:
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="{canary}"/></rdf:RDF></x:xmpmeta>'
    ).encode()


def jpeg(canary: str, drawn: random.Random) -> Made:
    out = BytesIO()
    _picture(drawn).save(out, "JPEG", exif=_exif(canary), xmp=_xmp(canary), comment=canary)
    data = out.getvalue()
    words = canary.encode()
    iptc = b"\x1c\x02\x50" + struct.pack(">H", len(words)) + words
    photoshop = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(iptc)) + iptc
    return data[:2] + _segment(0xED, photoshop) + _segment(0xE5, words) + data[2:] + words, canary


def _segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def png(canary: str, drawn: random.Random) -> Made:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", canary)
    info.add_text("Comment", canary, zip=True)
    info.add_itxt("XML:com.adobe.xmp", _xmp(canary).decode())
    out = BytesIO()
    _picture(drawn, "RGBA" if drawn.random() < 0.5 else "RGB").save(
        out, "PNG", pnginfo=info, exif=_exif(canary)
    )
    data = out.getvalue()
    own = b"caNr" + canary.encode()
    chunk = struct.pack(">I", len(own) - 4) + own + struct.pack(">I", zlib.crc32(own))
    return data[:-12] + chunk + data[-12:] + canary.encode(), canary


def webp(canary: str, drawn: random.Random) -> Made:
    out = BytesIO()
    _picture(drawn).save(out, "WEBP", exif=_exif(canary), xmp=_xmp(canary))
    return out.getvalue(), canary


def heic(canary: str, drawn: random.Random) -> Made:
    out = BytesIO()
    _picture(drawn).save(out, "HEIF", exif=_exif(canary).tobytes(), xmp=_xmp(canary))
    return out.getvalue(), canary


def pdf(canary: str, drawn: random.Random) -> Made:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 200))
    inside = BytesIO(jpeg(canary, drawn)[0])
    with Image.open(inside) as picture:
        width, height = picture.size
    image = made.make_stream(
        inside.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
        Metadata=made.make_stream(_xmp(canary)),
    )
    drawing = f"% {canary}\n/Span <</ActualText ({canary})>> BDC\n q 50 0 0 50 10 10 cm /Im0 Do Q EMC\n"
    page.Contents = made.make_stream(drawing.encode())
    form = made.make_stream(
        f"% {canary}\n0 0 5 5 re f".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
    )
    page.Resources = Dictionary(XObject=Dictionary(Im0=image, Fm0=form))
    page.Annots = Array(
        [
            made.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Text,
                    Rect=[0, 0, 20, 20],
                    T=String(canary),
                    Contents=String(canary),
                    NM=String(canary),
                )
            ),
            made.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=[0, 0, 20, 20],
                    A=Dictionary(S=Name.URI, URI=String(f"https://{canary}.example")),
                )
            ),
        ]
    )
    page.PieceInfo = Dictionary(Own=Dictionary(Private=String(canary)))
    page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{canary}')")))
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{canary}')"))
    made.Root.Lang = String(canary)
    made.Root.OCProperties = Dictionary(
        OCGs=[made.make_indirect(Dictionary(Type=Name.OCG, Name=String(canary)))], D=Dictionary()
    )
    made.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=[String(canary), Dictionary(S=Name.JavaScript, JS=String(canary))])
    )
    made.attachments[f"{canary}.txt"] = pikepdf.AttachedFileSpec(made, canary.encode(), filename=canary)
    made.docinfo["/Author"], made.docinfo["/Title"] = canary, canary
    made.docinfo["/Own"] = canary
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(canary, 0))
    with made.open_metadata() as meta:
        meta["dc:creator"] = [canary]
    out = BytesIO()
    made.save(out)
    return out.getvalue() + b"\n% " + canary.encode(), canary


def film(canary: str, drawn: random.Random) -> Made:
    """A film as a phone lays it out: three tracks, of which one says where it was, and boxes that name everything."""
    words, seen = canary.encode(), drawn.randbytes(48)
    brand = drawn.choice((b"isom", b"qt  ", b"3gp4"))
    head = _box(b"ftyp", brand + bytes(4) + brand) + _box(b"uuid", bytes(16) + words) + _box(b"wide")
    mdat_at = len(head) + 8
    content = words + seen[:24] + words + seen[24:] + words + b"there"
    picture = (mdat_at + len(words), 24)
    sound = (mdat_at + 2 * len(words) + 24, 24)
    place = (mdat_at + 2 * len(words) + 48, len(words) + 5)
    when = struct.pack(">II", *(int.from_bytes(words[:4], "big"),) * 2)
    moov = _box(
        b"moov",
        _box(b"mvhd", bytes(4) + when + bytes(80))
        + _track(b"vide", b"avc1", picture, words)
        + _track(b"soun", b"mp4a", sound, words)
        + _track(b"meta", b"mebx", place, words)
        + _box(b"udta", _box(b"\xa9xyz", words) + _box(b"\xa9nam", words) + _box(b"meta", bytes(4) + words))
        + _box(b"meta", bytes(4) + _box(b"keys", words) + _box(b"ilst", words)),
    )
    rest = _box(b"uuid", bytes(16) + _xmp(canary)) + _box(b"free", words) + _box(b"meta", bytes(4) + words)
    return head + _box(b"mdat", content) + moov + rest, canary, seen


def _box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def _track(handler: bytes, codec: bytes, span: tuple[int, int], words: bytes) -> bytes:
    if handler == b"vide":
        entry = bytes(6) + b"\0\1" + words[:16] + b"\0\x40\0\x40\0\x48\0\0\0\x48\0\0" + bytes(4) + b"\0\1"
        entry += (
            words.ljust(32)[:32] + b"\0\x18\xff\xff" + _box(b"avcC", b"\1\x42\0\x0a") + _box(b"uuid", words)
        )
    else:
        entry = bytes(6) + b"\0\1" + b"\0\0" + words[:6] + b"\0\2\0\x10" + bytes(8) + _box(b"esds", bytes(8))
        entry += _box(b"udta", words)
    stbl = (
        _box(b"stsd", bytes(4) + struct.pack(">I", 1) + _box(codec, entry))
        + _box(b"stts", bytes(4) + struct.pack(">III", 1, 1, 1))
        + _box(b"stsc", bytes(4) + struct.pack(">IIII", 1, 1, 1, 1))
        + _box(b"stsz", bytes(4) + struct.pack(">III", 0, 1, span[1]))
        + _box(b"stco", bytes(4) + struct.pack(">II", 1, span[0]))
    )
    dinf = _box(b"dinf", _box(b"dref", bytes(4) + struct.pack(">I", 1) + _box(b"alis", bytes(4) + words)))
    hdlr = _box(b"hdlr", bytes(8) + handler + words[:12] + words)
    minf = _box(b"minf", _box(b"vmhd", bytes(12)) + dinf + _box(b"stbl", stbl) + _box(b"uuid", words))
    mdia = _box(b"mdia", _box(b"mdhd", bytes(4) + words[:8] + bytes(12)) + hdlr + minf + _box(b"udta", words))
    tkhd = _box(b"tkhd", bytes(4) + words[:8] + bytes(72))
    return _box(
        b"trak", tkhd + mdia + _box(b"udta", _box(b"\xa9xyz", words)) + _box(b"meta", bytes(4) + words)
    )


MAKERS: tuple[Callable[[str, random.Random], Made], ...] = (jpeg, png, webp, heic, pdf, film)
