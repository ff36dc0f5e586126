"""What came with a message: shown on a page of its own, its bytes fenced, and covered where it must be."""

import re
from dataclasses import replace
from typing import Any

import pytest

from reporting.cases.staff_view import FileView
from reporting.files.kinds import CleanType
from tests.integration.staff.made_up_files import NAME

PAGE = f"/threads/7KQ2BC/files/{NAME}"
CONTENT = f"{PAGE}/content"
FROM_THE_PAGE = {"Sec-Fetch-Dest": "image"}


@pytest.fixture
def files(house: Any) -> Any:
    house.add("7KQ2BC", "soon", summary="Look at this.")
    return house.files


def get(ana: Any, path: str, **headers: str) -> Any:
    return ana.client.get(path, base_url="http://localhost", headers=headers)


def test_the_thread_names_its_files_and_shows_none(ana: Any, house: Any, files: Any, said: Any) -> None:
    message = replace(said(1, "reporter", "", house.clock()), files=(FileView(NAME, "photo", 1_234_567),))
    house.threads["7KQ2BC"] = replace(house.threads["7KQ2BC"], messages=(message,))
    page = ana.get("/threads/7KQ2BC").text
    assert f'href="{PAGE}"' in page
    assert "1.2 MB" in page
    assert "<img" not in re.search(r'<div class="messages">.*?</article>', page, re.DOTALL)[0]


def test_a_file_of_a_message_that_does_not_verify_is_not_offered(
    ana: Any, house: Any, files: Any, said: Any
) -> None:
    message = replace(
        said(1, "reporter", "", house.clock()), failure="unverified", files=(FileView(NAME, "photo", 9),)
    )
    house.threads["7KQ2BC"] = replace(house.threads["7KQ2BC"], messages=(message,))
    assert PAGE not in ana.get("/threads/7KQ2BC").text


def test_bytes_come_under_a_policy_in_which_nothing_acts(ana: Any, files: Any) -> None:
    files.add()
    answer = get(ana, CONTENT)
    assert answer.data == b"0123456789"
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="7KQ2BC-1.jpg"'


def test_only_the_page_that_plays_films_may_load_media(ana: Any, files: Any) -> None:
    files.add()
    assert "media-src 'self'" in ana.get(PAGE).answer.headers["Content-Security-Policy"]
    assert "media-src" not in ana.get("/threads/7KQ2BC").answer.headers["Content-Security-Policy"]


def test_a_photo_is_shown_and_may_be_saved(ana: Any, files: Any) -> None:
    files.add()
    page = ana.get(PAGE).text
    assert f'<img class="sent" src="{CONTENT}"' in page
    assert "Save a copy" in page
    assert files.opens == 1


def test_a_covered_picture_waits_for_the_button_and_says_what_to_do(ana: Any, files: Any) -> None:
    files.add(covered=True, category="sextortion")
    page = ana.get(PAGE).text
    assert "<img" not in page.split("<main")[1]
    assert "Uncover it" in page
    assert re.search(r"<ol>\s*<li>.+</li>", page.split('id="covered"')[1])
    assert files.opens == 0
    shown = ana.get(f"{PAGE}?shown=1").text
    assert f'src="{CONTENT}"' in shown
    assert files.opens == 1


def test_a_covered_picture_is_not_printed_saved_or_opened_elsewhere(ana: Any, files: Any) -> None:
    files.add(covered=True, category="sextortion")
    shown = ana.get(f"{PAGE}?shown=1").text
    assert "Save a copy" not in shown
    assert f'href="{CONTENT}"' not in shown
    assert re.search(r'id="file" data-covered>.*<img class="sent"', shown, re.DOTALL)
    for headers in (
        {},
        {"Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Dest": "video"},
    ):
        answer = get(ana, CONTENT, **headers)
        assert answer.status_code == 403, headers
        assert b"0123" not in answer.data
    assert get(ana, CONTENT, **FROM_THE_PAGE).data == b"0123456789"


def test_a_covered_document_is_given_out_to_nobody(ana: Any, files: Any) -> None:
    files.add(CleanType.PDF, covered=True, category="sextortion")
    assert "Save the PDF" not in ana.get(f"{PAGE}?shown=1").text
    for kind in ("", "document", "image", "nowhere", "embed"):
        if kind != "nowhere":
            assert get(ana, CONTENT, **{"Sec-Fetch-Dest": kind}).status_code == 403


def test_a_document_is_saved_and_that_is_written_down(ana: Any, files: Any) -> None:
    files.add(CleanType.PDF)
    assert "Save the PDF" in ana.get(PAGE).text
    assert files.opens == 0
    assert get(ana, CONTENT).headers["Content-Type"] == "application/pdf"
    assert files.opens == 1


@pytest.mark.parametrize(
    ("asked", "status", "given", "told"),
    [
        ("bytes=0-", 200, b"0123456789", None),
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=3-5", 206, b"345", "bytes 3-5/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=99-", 200, b"0123456789", None),
        ("bytes=5-2", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
    ],
)
def test_a_film_is_given_out_in_parts(  # noqa: PLR0917 -- the columns of the table above
    ana: Any, files: Any, asked: str, status: int, given: bytes, told: str | None
) -> None:
    files.add(CleanType.MP4)
    assert "<video" in ana.get(PAGE).text
    answer = get(ana, CONTENT, Range=asked)
    assert (answer.status_code, answer.data) == (status, given)
    assert answer.headers.get("Content-Range") == told
    assert answer.headers["Content-Length"] == str(len(given))


def test_what_does_not_verify_gives_no_byte_and_says_so(ana: Any, files: Any) -> None:
    files.add()
    files.broken = True
    answer = get(ana, CONTENT)
    assert answer.status_code == 404
    assert b"could not be verified" in answer.data


def test_what_is_not_there_is_answered_as_a_thread_that_is_not(ana: Any, files: Any) -> None:
    for path in (PAGE, CONTENT, PAGE.replace("7KQ2BC", "8KQ2BC")):
        assert get(ana, path).status_code == 404
