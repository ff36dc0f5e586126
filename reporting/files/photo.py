"""A photo: decoded to pixels, turned upright, encoded anew. What is not a pixel does not come along.

Runs in the jailed child alone: it is the only importer of Pillow and of the HEIF decoder.
"""

from io import BytesIO

from PIL import Image, ImageCms, ImageOps
from pillow_heif import options as heif_options
from pillow_heif import register_heif_opener

from reporting.files.kinds import LARGEST, CleanType
from reporting.files.refusals import FileRefused

MOST_PIXELS = 40_000_000
# A JPEG is decoded at a half, a quarter or an eighth while it is read: phones of 200 megapixels exist.
MOST_PIXELS_JPEG = 200_000_000
QUALITY = 88
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
_ALPHA = frozenset({"LA", "PA", "RGBA", "RGBa", "La"})


def prepare() -> None:
    """Load every codec before the jail closes: nothing can be opened later."""
    heif_options.DECODE_THREADS = 1
    heif_options.THUMBNAILS = False
    register_heif_opener()
    Image.init()
    # Our own limit is stricter, and counts before a pixel is decoded.
    Image.MAX_IMAGE_PIXELS = None
    ImageCms.createProfile("sRGB")
    for one in ("JPEG", "PNG"):
        Image.new("RGB", (8, 8)).save(BytesIO(), one)


def clean_photo(data: bytes) -> tuple[CleanType, bytes]:
    """JPEG for photos, PNG for what came as PNG or lets the ground through. Raises FileRefused."""
    with Image.open(BytesIO(data), formats=FORMATS) as opened:
        came_as = opened.format
        _reduce(opened)
        opened.load()
        upright = ImageOps.exif_transpose(opened)
    pixels = _pixels(_plain_colours(upright))
    if came_as == "PNG" or pixels.mode == "RGBA":
        encoded = _encoded(pixels, "PNG", optimize=False)
        if len(encoded) <= LARGEST:
            return CleanType.PNG, encoded
        pixels = pixels.convert("RGB")
    encoded = _encoded(pixels, "JPEG", quality=QUALITY)
    if len(encoded) > LARGEST:
        raise FileRefused("too_large")
    return CleanType.JPEG, encoded


def _reduce(opened: Image.Image) -> None:
    width, height = opened.size
    if width * height <= MOST_PIXELS:
        return
    if opened.format != "JPEG" or width * height > MOST_PIXELS_JPEG:
        raise FileRefused("too_many_pixels")
    share = 2
    while (width // share) * (height // share) > MOST_PIXELS:
        share *= 2
    opened.draft("RGB", (width // share, height // share))
    if opened.size[0] * opened.size[1] > MOST_PIXELS:
        raise FileRefused("too_many_pixels")


def _plain_colours(image: Image.Image) -> Image.Image:
    """In sRGB: phones tag their colours with a profile, and the profile is not kept."""
    profile = image.info.get("icc_profile")
    mode = "RGBA" if image.mode in _ALPHA or "transparency" in image.info else "RGB"
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            turned = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode=mode if image.mode == mode else "RGB",
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        if turned is not None:
            return turned
    return image.convert(mode)


def _pixels(image: Image.Image) -> Image.Image:
    """The same pixels in an image that never met the file: its information cannot travel by an encoder's default."""
    return Image.frombytes(image.mode, image.size, image.tobytes())


def _encoded(image: Image.Image, form: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
