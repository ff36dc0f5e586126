"""What a file is, by its first bytes. Its name and its declared type are not believed, and not read."""

from enum import StrEnum

# 25 MB: what a phone's photo or a short video weighs, and what the storage of one file is made for.
LARGEST = 25 * 1024 * 1024

_PHOTO_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"})
_QUICKTIME = b"qt  "
_OLD_MOVIES = frozenset({b"moov", b"mdat", b"wide"})


class FileKind(StrEnum):
    PHOTO = "photo"
    PDF = "pdf"
    VIDEO = "video"


class CleanType(StrEnum):
    """What comes out, and the only types that are ever served."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"
    MP4 = "video/mp4"
    QUICKTIME = "video/quicktime"
    THREEGP = "video/3gpp"

    @property
    def kind(self) -> FileKind:
        if self is CleanType.PDF:
            return FileKind.PDF
        return FileKind.PHOTO if self.value.startswith("image/") else FileKind.VIDEO

    @property
    def ending(self) -> str:
        return _ENDINGS[self]


_ENDINGS = {
    CleanType.JPEG: "jpg",
    CleanType.PNG: "png",
    CleanType.PDF: "pdf",
    CleanType.MP4: "mp4",
    CleanType.QUICKTIME: "mov",
    CleanType.THREEGP: "3gp",
}


def kind_of(data: bytes) -> FileKind | None:
    """None for what is not taken: Office, archives, programs, sound, anything unknown."""
    if data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n":
        return FileKind.PHOTO
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileKind.PHOTO
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data[4:8] == b"ftyp":
        return FileKind.PHOTO if data[8:12] in _PHOTO_BRANDS else FileKind.VIDEO
    return FileKind.VIDEO if data[4:8] in _OLD_MOVIES else None


def movie_type(data: bytes) -> CleanType:
    """Which of the three names a film is served under."""
    brand = data[8:12] if data[4:8] == b"ftyp" else _QUICKTIME
    if brand == _QUICKTIME:
        return CleanType.QUICKTIME
    return CleanType.THREEGP if brand.startswith(b"3g") else CleanType.MP4
