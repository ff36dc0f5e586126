"""Staff keep the directory: look, add, correct, take in a file that is shown first, and give it out again."""

from io import BytesIO
from typing import Any

CLINIC = (b"c" * 16).hex()
COUNSELING = (b"C" * 16).hex()


def test_it_is_found_from_any_page_and_says_how_fresh_each_entry_is(ana: Any, house: Any) -> None:
    assert 'href="/directory"' in ana.get("/inbox").text
    page = ana.get("/directory").text
    assert "confirmed 12 days ago" in page
    assert "never confirmed" in page


def test_who_reads_spanish_gets_and_prints_what_was_written_in_spanish(ana: Any, house: Any) -> None:
    for path in ("/directory", "/directory/print"):
        page = ana.get(f"{path}?lang=es").text
        assert ("Terapia" in page, "Counseling" in page) == (True, False)
    assert "Habla con alguien." in ana.get("/directory/print?lang=es").text


def test_it_is_searched_by_words_need_and_room(ana: Any, house: Any) -> None:
    assert "Oak Clinic" in ana.get("/directory?q=counsel").text
    assert "Far Center" not in ana.get("/directory?q=counsel").text
    assert "Night Line" not in ana.get("/directory?need=grief").text
    page = ana.get("/directory?capacity=waitlist").text
    assert ("Oak Clinic" in page, "Far Center" in page) == (True, False)
    assert "Nothing fits all of that." in ana.get("/directory?q=xyz").text


def test_a_counselor_adds_an_organization_a_place_in_a_school_and_a_service_there(
    ana: Any, house: Any
) -> None:
    ana.get("/directory/new/change")
    page = ana.post("/directory/new/change", name="Kite Tutors", website="kite", active="yes")
    assert page.status == 422
    assert "Write a web address that begins with https://." in page.text
    assert 'value="Kite Tutors"' in page.text
    page = ana.post("/directory/new/change", name="Kite Tutors", website="https://kite.example", active="yes")
    assert "Kept. Students see it from now on." in page.text
    kite = next(one for one in house.help.directory.organizations if one.name == "Kite Tutors").id
    school = next(one for one in house.help.directory.locations.values() if one.school).school
    ana.get(f"/directory/{kite.hex()}/places/new")
    ana.post(f"/directory/{kite.hex()}/places/new", place="Library", school=school.hex())
    (library,) = house.help.directory.locations_of(kite)
    at = f"at_{library.id.hex()}"
    ana.get(f"/directory/{kite.hex()}/services/new")
    given = {"service": "Homework help", "needs": ["schoolwork"], "languages": "en;es", "capacity": "open"}
    page = ana.post(
        f"/directory/{kite.hex()}/services/new",
        **given,
        **{at: "yes", f"{at}_days": ["MO", "WE"], f"{at}_opens": "15:00", f"{at}_closes": "17:00"},
    )
    assert "Homework help" in page.text
    (entry,) = [one for one in house.help.directory.entries() if one.organization.id == kite]
    assert entry.where[0][0].schedules[0].days == "MO,WE"
    assert "Mon, Wed 15:00–17:00" in page.text  # noqa: RUF001 -- from, to


def test_who_leads_nothing_reads_it_and_changes_nothing(ana: Any, house: Any) -> None:
    house.help.may = False
    page = ana.get(f"/directory/{CLINIC}").text
    assert "Oak Clinic" in page
    assert "<select" not in page
    assert ana.get("/directory/new/change").status == 403
    ana.get("/directory")
    assert ana.post(f"/directory/{CLINIC}/change", name="Mine").status == 403
    assert house.help.directory.organization(b"c" * 16).name == "Oak Clinic"


def test_what_a_partner_said_by_phone_is_noted_with_one_press(ana: Any, house: Any) -> None:
    ana.get(f"/directory/{CLINIC}")
    assert "confirmed today" in ana.post(f"/directory/{CLINIC}/confirm").text
    page = ana.post(f"/directory/{CLINIC}/services/{COUNSELING}/room", capacity="full", wait_days="30").text
    assert "Full · 30 days" in page


def test_a_table_is_shown_before_it_is_taken_and_a_wrong_row_takes_nothing(ana: Any, house: Any) -> None:
    wrong = b"organization,service,min_age\nKite,Homework,9\nFox,Reading,nine\n"
    ana.get("/directory/import")
    page = ana.post("/directory/import", file=(BytesIO(wrong), "help.csv"))
    assert page.status == 422
    assert "<td>3</td><td>min_age</td>" in page.text
    assert "<q>nine</q>" in page.text
    right = wrong.replace(b"nine", b"10")
    page = ana.post("/directory/import", file=(BytesIO(right), "help.csv"))
    assert "Nothing is changed yet." in page.text
    assert "<td>Kite</td><td>Homework</td><td>new</td>" in page.text
    assert len(house.help.directory.organizations) == 3
    assert "Taken over." in ana.post("/directory/import/take", text=right.decode()).text
    assert len(house.help.directory.organizations) == 5


def test_a_file_that_was_wrong_between_looking_and_taking_is_taken_in_no_part(ana: Any, house: Any) -> None:
    ana.get("/directory/import")
    page = ana.post("/directory/import/take", text="organization,service\nKite,Homework\nFox,\n")
    assert page.status == 422
    assert len(house.help.directory.organizations) == 3


def test_it_is_given_out_as_a_table_and_as_hsds(ana: Any, house: Any) -> None:
    assert ana.get("/directory/directory.csv").text.startswith("organization_id,service_id,organization,")
    assert ana.answer.headers["Content-Disposition"] == 'attachment; filename="directory.csv"'
    assert ana.get("/directory/directory.hsds.json").answer.json["total_items"] == 3
    assert "Call 911" in ana.get("/directory/print").text


def test_where_links_go_asks_for_the_password_and_keeps_what_was_typed(ana: Any, house: Any) -> None:
    ana.get(f"/directory/{CLINIC}")
    page = ana.post(f"/directory/{CLINIC}/contact", contact_email="intake")
    assert page.status == 422
    assert "This is no mailbox." in page.text
    assert 'value="intake"' in page.text
    ana.post(f"/directory/{CLINIC}/contact", contact_email="intake@oak.example", password="wrong")
    assert house.help.contacts == {}


def test_a_partner_confirms_by_a_link_without_an_account(ana: Any, house: Any, visitor: Any) -> None:
    link = "/partners/entry/" + "t" * 43
    page = visitor.get(link)
    assert page.status == 200
    assert "Oak Clinic" in page.text
    assert house.asked.acts == []
    page = visitor.post(link, **{f"room_{COUNSELING}": "full"})
    assert "you confirmed it today" in page.text
    assert house.asked.acts == [("confirm", {COUNSELING: "full"})]
    assert visitor.get("/partners/entry/nothing").status == 404


def test_a_partner_corrects_and_staff_take_it_over(ana: Any, house: Any, visitor: Any) -> None:
    link = "/partners/entry/" + "t" * 43
    visitor.get(link)
    page = visitor.post(f"{link}/correct", website="oak")
    assert page.status == 422
    assert "Write a web address that begins with https://." in page.text
    page = visitor.post(f"{link}/correct", about="A new house.", **{f"{COUNSELING}_days": ["MO", "TU"]})
    assert "looks at what you changed" in page.text
    assert house.asked.acts[-1][1][f"{COUNSELING}_days"] == "MO;TU"
    page = ana.get("/directory/corrections")
    assert "A new house." in page.text
    ana.post(f"/directory/corrections/{'aa' * 16}", act="take")
    assert house.asked.acts[-1] == ("take", b"\xaa" * 16)


def test_a_link_to_hand_over_stands_in_no_address(ana: Any, house: Any) -> None:
    ana.get(f"/directory/{CLINIC}")
    page = ana.post(f"/directory/{CLINIC}/link", follow=False)
    assert page.status == 200
    assert "https://staff.example/partners/entry/ttt" in page.text
