"""A phone texts a picture with a place in it; the counselor looks at it on a phone, and the place is gone."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.patience import until
from tests.journeys.small_screen import fits, signs_in, thread_with
from tests.journeys.town import Town

pytestmark = pytest.mark.browser
NUMBER = "+15005550193"
PLACE = "Canary Street 9"


@pytest.mark.nightly
def test_a_picture_by_text_reaches_the_thread_without_its_place(
    town: Town, narrow: Callable[..., Page]
) -> None:
    phone = town.student_phone(NUMBER)
    phone.writes("shelfmark: somebody broke the shelf in the library")
    phone.expects("988")
    exif = Image.Exif()
    exif[0x010E] = PLACE
    out = BytesIO()
    Image.effect_noise((400, 300), 60).convert("RGB").save(out, "JPEG", exif=exif)
    page = narrow(f"{town.staff}/sign-in")
    page.request.post(
        f"{town.staff}/simulator/text",
        multipart={
            "from": NUMBER,
            "to": town.hotline,
            "body": "",
            "picture": {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()},
        },
    )
    ana = town.person("Ana")
    reference = thread_with(ana, "shelfmark")
    until(lambda: 'data-file="photo"' in ana.looks(f"/threads/{reference}").text, "the picture in its thread")
    signs_in(page, ana)
    page.goto(f"{town.staff}/threads/{reference}")
    page.locator("[data-file=photo]").click()
    expect(page.locator("#shown img")).to_be_visible()
    fits(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save a copy").click()
    assert PLACE.encode() not in saved.value.path().read_bytes()
