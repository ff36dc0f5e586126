"""With a student's yes, a guardian gets a thread of their own, and neither sees the other's."""

import re
from typing import Any

import pytest
from sqlalchemy import inspect, text, update

from reporting.cases.passing_on import Parting
from reporting.families.guardian_desk import NotNow
from reporting.model.writer import Writer
from reporting.store import threads
from reporting.store.bonds import BOND
from reporting.store.messages import MESSAGE
from tests.integration.families.conftest import ADULT, QUIET, TELL, WORDS, Kin, address
from tests.integration.web import seen

BEATEN = "my stepdad beats me with a belt every night"
GAY = "people found out that i am gay and i feel awful"
SISTER = "my sister has the same teacher and the work is too much"
GUN = "My son has a gun in his backpack and says he will shoot people at school tomorrow"
FORM = 'name="tell"'
NOTHING = "There is nothing to read here."


def bond_rows(kin: Kin) -> int:
    with kin.house.house.foundation.database.read() as conn:
        return len(conn.execute(BOND.select()).all())


def test_the_whole_way_from_the_proposal_to_an_answer_in_a_thread_of_their_own(kin: Kin) -> None:
    assert 'id="to-guardian"' in kin.by("north").get(f"/threads/{kin.reference}").text
    assert "Not asked yet" in kin.propose()
    assert "guardian-later" in kin.visit()
    assert 'id="guardian"' in kin.later().visit()
    asked = kin.look()
    for told in (
        ADULT,
        WORDS,
        TELL,
        "a page of their own to write with a counselor",
        "They may tell us your name",
    ):
        assert told in asked
    assert "You said yes. Nobody was told so far." in kin.answer(answer="yes")
    assert "Say the second yes" in kin.by("north_too").get(kin.path).text
    assert "The second yes stands" in kin.act("north_too", "/confirm")
    kin.link = address(kin.act("north", "/link", way="staff"))
    page = kin.site.get(kin.link)
    assert page.status_code == 200
    assert TELL in page.text
    assert "six words" in kin.guardian_writes()
    assert len(kin.guardian) == 6
    assert set(kin.guardian) != set(kin.words)
    assert kin.beside in kin.by("north").get(kin.path).text
    inbox = kin.by("north").get("/inbox").text
    assert "A guardian writes" in inbox
    thread = kin.by("north").get(f"/threads/{kin.beside}").text
    assert '<b id="writer">A guardian writes</b>' in thread
    assert kin.reference in thread
    kin.staff_answers(kin.beside, "Listen, and let them choose when.")
    assert "Listen, and let them choose when." in kin.guardian_visits()


def test_the_question_comes_at_a_later_visit_and_not_within_the_hour(kin: Kin) -> None:
    kin.propose()
    first = kin.visit()
    assert WORDS in first
    for page in (first, kin.visit(), kin.write("I have to think about it")):
        assert 'id="guardian"' not in page
        assert "We ask you another time" in page
    kin.later(minutes=59)
    assert 'id="guardian"' not in kin.visit()
    assert "You said yes" not in kin.answer(answer="yes")  # posted all the same: nothing was asked
    assert "Not asked yet" in kin.by("north").get(kin.path).text
    kin.later(hours=2)
    assert 'id="guardian"' in kin.visit()


def test_no_is_marked_ends_it_and_costs_nothing_and_nobody_asks_again_for_a_month(kin: Kin) -> None:
    kin.asked().visit()
    ticked = [
        tag for tag in seen.tags(kin.look(), "input") if tag.get("type") == "radio" and "checked" in tag
    ]
    assert [tag["value"] for tag in ticked] == ["no"]
    assert "You said no. Nobody at home is told." in kin.answer()  # the button alone
    page = kin.visit()
    assert 'id="guardian"' not in page
    assert "We have your message" in kin.write("and what else can I do?")
    staff = kin.by("north").get(kin.path).text
    assert FORM not in staff
    assert "Leave it for 30 days" in staff
    assert "Leave it for 30 days" in kin.propose()  # the server refuses too
    assert FORM in kin.later(days=31).by("north").get(kin.path).text


@pytest.mark.parametrize(
    "body", [BEATEN, GAY, SISTER, "i think i am pregnant", "my ex sends my pictures around"]
)
def test_it_is_not_proposed_where_a_rule_or_the_words_point_there(founded_house: Any, body: str) -> None:
    kin = Kin(founded_house).tell(body)
    thread = kin.by("north").get(f"/threads/{kin.reference}").text
    assert 'id="to-guardian"' not in thread
    assert 'id="no-guardian"' in thread
    page = kin.by("north").get(kin.path).text
    assert FORM not in page
    assert "Something here points to home" in page
    assert "Something here points to home" in kin.propose()
    assert WORDS not in kin.visit()


def test_it_is_not_proposed_where_staff_marked_home_nor_to_an_adult(kin: Kin) -> None:
    kin.mark_home()
    assert "Staff marked it" in kin.propose()
    assert WORDS not in kin.visit()
    site = kin.site
    site.post("/", data={"body": "My neighbour's child is thin", "writer": "adult", "submission": "ef" * 16})
    adult = Kin(kin.house, reference=kin.beside)
    assert "nobody else says yes for them" in adult.propose("designee")


@pytest.mark.parametrize(
    "step", ["confirmed", *(pytest.param(one, marks=pytest.mark.nightly) for one in ("asked", "agreed"))]
)
def test_each_later_step_looks_again_at_what_the_student_wrote_since(kin: Kin, step: str) -> None:
    {"asked": kin.propose, "agreed": kin.agreed, "confirmed": kin.confirmed}[step]()
    kin.visit()
    kin.write(BEATEN)
    kin.later().visit()
    if step == "asked":
        assert 'id="guardian"' not in kin.page
        assert "You said yes" not in kin.answer(answer="yes")
        return
    act = "/confirm" if step == "agreed" else "/link"
    assert f'action="{kin.path}{act}"' not in kin.by("north_too").get(kin.path).text
    asking = re.search(r'name="asking" value="([0-9a-f]{32})"', kin.by("north_too").text)
    assert asking is not None
    refused = kin.act("north_too", act, asking=asking[1], way="staff")
    assert "Something here points to home" in refused
    assert f'data-stage="{step}"' in refused  # no further than before
    assert bond_rows(kin) == 0


def test_the_second_yes_is_another_persons_and_their_no_ends_it_with_a_reason(kin: Kin) -> None:
    kin.agreed()
    page = kin.by("north").get(kin.path).text
    assert "Say the second yes" not in page
    asking = re.search(r'name="asking" value="([0-9a-f]{32})"', page)
    assert asking is not None
    assert "Somebody else looks at it" in kin.act("north", "/confirm", asking=asking[1])
    assert "another step is next" in kin.act("north", "/link", asking=asking[1])
    assert "Write something first" in kin.act("north_too", "/end", reason=" ")
    assert "Ended." in kin.act("north_too", "/end", reason="canary-reason They moved out")
    assert "canary-reason" in kin.by("north").get(f"/threads/{kin.reference}").text
    student = kin.visit()
    assert "We will not write with an adult at home about this." in student
    assert "canary-reason" not in student


def test_a_link_is_not_spent_by_looking_works_once_and_runs_out(kin: Kin) -> None:
    kin.linked()
    for _ in range(3):
        assert kin.site.get(kin.link).status_code == 200
    former, kin.link = kin.link, address(kin.act("north", "/link", way="staff"))
    assert kin.site.get(former).status_code == 404  # another one takes its place
    never = kin.site.get("/adult/" + "A" * 43)
    page = kin.guardian_writes()
    assert seen.receipt(kin.guardian_writes()) == seen.receipt(page)  # the same press twice
    used = kin.site.get(kin.link)
    assert (used.status_code, used.text) == (never.status_code, never.text.replace("A" * 43, kin.link[7:]))
    kin.later(minutes=20)
    late = kin.guardian_writes("canary-late I forgot something")
    assert "canary-late" in late  # not sent, and not lost
    assert 'id="receipt"' not in late
    assert len(kin.house.threads()) == 2


@pytest.mark.nightly
def test_a_link_that_nobody_used_opens_nothing_after_a_week(kin: Kin) -> None:
    kin.linked()
    kin.later(days=7)
    assert kin.site.get(kin.link).status_code == 200
    kin.later(days=1)
    assert NOTHING in kin.site.get(kin.link).text
    kin.house.house.family.links.sweep()
    with kin.house.house.foundation.database.read() as conn:
        assert [row.sealed for row in conn.execute(BOND.select())] == [None]
    assert "nobody used it" in kin.by("north").get(kin.path).text


@pytest.mark.nightly
def test_the_student_may_hand_the_link_on_and_finds_it_on_their_page_alone(kin: Kin) -> None:
    kin.confirmed()
    page = kin.act("north", "/link", way="student")
    assert address(page) == ""
    kin.visit()
    kin.link = address(kin.look())
    assert kin.link
    assert kin.site.get(kin.link).status_code == 200


def test_neither_page_shows_anything_of_the_other(kin: Kin) -> None:
    kin.linked()
    before = re.sub(r'value="[^"]*"', "", kin.visit())
    link = kin.site.get(kin.link).text
    receipt = kin.guardian_writes()
    kin.staff_answers(kin.beside, "canary-answer to the guardian")
    after = re.sub(r'value="[^"]*"', "", kin.visit())
    assert after == before
    theirs = kin.guardian_visits()
    assert "canary-answer" in theirs
    for page in (link, receipt, theirs):
        for canary in ("canary-student", "canary-proposal", "canary-adult", kin.reference):
            assert canary not in page


def test_a_yes_that_is_taken_back_leaves_the_guardian_a_sentence_that_says_nothing(kin: Kin) -> None:
    kin.opened().staff_answers(kin.beside, "canary-answer to the guardian")
    never = kin.site.get("/adult/" + "A" * 43).text
    kin.visit()
    assert "Tick the box first" in kin.take_back(sure="")
    assert "canary-answer" in kin.guardian_visits()
    assert "You took it back." in kin.take_back()
    page = kin.guardian_visits()
    assert page == never
    assert bond_rows(kin) == 0
    thread = kin.by("north").get(f"/threads/{kin.beside}").text
    assert "This is over" in thread
    kin.staff_answers(kin.beside, "canary-too-late")
    assert "canary-too-late" not in kin.by("north").get(f"/threads/{kin.beside}").text


@pytest.mark.nightly
def test_what_a_guardian_types_while_the_yes_is_taken_back_is_not_stored_in_a_thread(kin: Kin) -> None:
    kin.linked().visit()
    kin.take_back()
    page = kin.guardian_writes()
    assert "canary-guardian" in page
    assert 'name="writer" value="adult"' in page  # they can send it as any adult may
    assert len(kin.house.threads()) == 1


def test_a_later_mark_ends_it_and_later_words_of_the_student_keep_staff_from_answering(kin: Kin) -> None:
    kin.opened()
    kin.visit()
    kin.write(BEATEN)
    thread = kin.by("north").get(f"/threads/{kin.beside}").text
    assert "points to home. Write nothing here." in thread
    kin.staff_answers(kin.beside, "canary-refused")
    assert "canary-refused" not in kin.by("north").get(f"/threads/{kin.beside}").text
    assert "canary-guardian" in kin.guardian_visits()
    kin.mark_home()
    assert NOTHING in kin.guardian_visits()
    assert bond_rows(kin) == 0


def test_a_guardians_words_are_triaged_and_paged_like_any(kin: Kin) -> None:
    kin.linked().guardian_writes(GUN)
    row = next(one for one in kin.house.threads() if one.reference == kin.beside)
    assert row.severity == "urgent"
    kin.house.work()
    assert kin.house.carrier.texts or kin.house.carrier.calls


def test_it_lies_where_the_students_thread_lies_and_is_kept_from_whom_that_is_kept(
    founded_house: Any,
) -> None:
    kin = Kin(founded_house)
    ben = founded_house.member("north_too")
    kin.words = founded_house.tip(QUIET, excluded=frozenset({ben})).words
    (row,) = founded_house.threads()
    kin.reference = row.reference
    kin.propose("designee")
    kin.visit()
    kin.later().visit()
    kin.answer(answer="yes")
    kin.act("south_too", "/confirm")
    kin.link = address(kin.act("designee", "/link", way="staff"))
    kin.guardian_writes()
    beside = next(one for one in founded_house.threads() if one.reference == kin.beside)
    assert (beside.queue, beside.school) == (row.queue, row.school)
    assert beside.reference not in founded_house.references("north_too")
    assert beside.reference in founded_house.references("designee")


def test_it_lies_in_the_queue_to_which_the_students_thread_went(kin: Kin) -> None:
    whom = kin.house.queue("District")
    kin.house.house.desk.hand_over(
        kin.session("north"), kin.reference, whom.hex(), Parting(b"h" * 16, "For the district")
    )
    kin.agreed()
    session, asking = kin.session("designee"), kin._asking()
    kin.family.staff.confirm(session, kin.reference, b"c" * 16, asking)
    kin.link = address(kin.family.staff.link(session, kin.reference, b"l" * 16, asking, handed=False).address)
    kin.guardian_writes()
    assert {one.queue for one in kin.house.threads()} == {whom}


def test_a_yes_that_is_taken_back_in_the_moment_in_which_the_link_is_made_makes_none(
    kin: Kin, monkeypatch: pytest.MonkeyPatch
) -> None:
    kin.confirmed()
    staff, looked = kin.family.staff, kin.family.staff._against

    def meanwhile(*asked: Any) -> Any:
        found = looked(*asked)
        view = kin._open()
        kin.family.student.take_back(view.token, bytes.fromhex(view.submission), "I take it back")
        return found

    session, asking = kin.session("north"), kin._asking()
    monkeypatch.setattr(staff, "_against", meanwhile)
    with pytest.raises(NotNow):
        staff.link(session, kin.reference, b"l" * 16, asking, handed=False)
    assert bond_rows(kin) == 0


def test_a_message_that_is_sent_in_the_moment_in_which_the_yes_is_taken_back_makes_no_thread(
    kin: Kin, monkeypatch: pytest.MonkeyPatch
) -> None:
    kin.linked()
    intake = kin.family.links._intake
    receive = type(intake).receive

    def meanwhile(self: Any, tip: Any) -> Any:
        view = kin._open()
        kin.family.student.take_back(view.token, bytes.fromhex(view.submission), "I take it back")
        return receive(self, tip)

    monkeypatch.setattr(type(intake), "receive", meanwhile)
    assert NOTHING in kin.guardian_writes()
    assert len(kin.house.threads()) == 1


def test_what_cannot_be_read_and_what_was_said_before_by_text_count_too(kin: Kin) -> None:
    kin.house.tip(BEATEN)
    ids = {one.reference: one.id for one in kin.house.threads()}
    district, database = kin.house.house.ground.district, kin.house.house.foundation.database
    earlier = kin.beside
    database.write(lambda conn: threads.add_continuation(conn, district, ids[kin.reference], ids[earlier]))
    assert "Something here points to home" in kin.propose()
    database.write(lambda conn: conn.execute(threads.CONTINUES.delete()))
    kin.visit()
    kin.write("one more thing")
    last = MESSAGE.c.seq == 4
    spoil = update(MESSAGE).where(MESSAGE.c.thread == ids[kin.reference], last).values(recipients=b"")
    database.write(lambda conn: conn.execute(spoil))
    assert "cannot be read here" in kin.propose()


def test_a_student_who_deletes_their_thread_takes_the_bond_away(kin: Kin) -> None:
    kin.opened()
    page = kin.visit()
    form = re.search(r'<form[^>]+action="/return/delete".*?</form>', page, re.DOTALL)
    assert form is not None
    kin.site.post("/return/delete", data={**seen.hidden(form[0]), "sure": "1"})
    assert bond_rows(kin) == 0
    assert NOTHING in kin.guardian_visits()


def test_nothing_of_it_lies_on_the_disk_and_no_row_joins_the_two_threads(
    kin: Kin, caplog: pytest.LogCaptureFixture
) -> None:
    kin.opened().staff_answers(kin.beside, "canary-answer to the guardian")
    house, guardian = kin.house.house, kin.beside
    kin.house.tip("another student writes of something else")
    third = next(one for one in kin.house.references("north") if one not in {kin.reference, guardian})
    kin.by("north").get(f"/threads/{third}")
    home = house.foundation.settings.home
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    for sealed in (b"canary-", b'"guardian"', b'"bond"', b'"beside"', kin.link.encode()[-43:]):
        assert sealed not in kept, sealed
    assert "guardian" not in caplog.text
    rows = all_rows(kin)
    ids = {one.reference: one.id for one in kin.house.threads()}
    # What any other thread of this school has in common with both joins nothing: school, queue, people, keys.
    common = names_of(rows, ids[third], third)
    mine = names_of(rows, ids[kin.reference], kin.reference) - common
    theirs = names_of(rows, ids[guardian], guardian) - common
    assert mine
    assert theirs
    assert not mine & theirs
    with house.foundation.database.read() as conn:
        (bond,) = [row.id for row in conn.execute(BOND.select())]
    for table, row in rows:
        held = b"\0".join(part for part in row if part is not None)
        assert not (any(one in held for one in mine) and any(one in held for one in theirs)), table
        assert table == "bond" or bond not in held, table
    assert not any("guardian" in act for act in acts_on(kin, ids[guardian]))
    assert {"guardian_proposed", "guardian_confirmed", "guardian_linked"} <= acts_on(kin, ids[kin.reference])


def test_nobody_becomes_a_guardian_by_a_form(kin: Kin) -> None:
    kin.site.post("/", data={"body": "hello there", "writer": "guardian", "submission": "ef" * 16})
    assert kin.house.read("designee", kin.beside).writer is Writer.STUDENT


def test_in_spanish_each_page_says_tu_and_nothing_stays_english(kin: Kin) -> None:
    kin.linked()
    page = kin.site.get(f"{kin.link}?lang=es").text
    assert "Una consejera quiere escribirse contigo." in page
    received = kin.guardian_writes(lang="es")
    assert len(kin.guardian) == 6
    assert "Tenemos tu mensaje" in received
    kin.visit()
    asked = kin.site.post("/return/adult?lang=es", data=seen.hidden(kin.page)).text
    assert "Dijiste que sí." in asked
    gone = kin.site.get("/adult/x?lang=es").text
    assert "Aquí no hay nada que leer." in gone
    for one in (page, received, asked, gone):
        assert not re.search(r"\busted(es)?\b", one)


def all_rows(kin: Kin) -> list[tuple[str, tuple[bytes | None, ...]]]:
    """What a thief reads of the database: table and columns, as bytes."""
    with kin.house.house.foundation.database.read() as conn:
        return [
            (table, tuple(map(as_bytes, row)))
            for table in inspect(conn).get_table_names()
            for row in conn.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - our own tables
        ]


def as_bytes(value: Any) -> bytes | None:
    if value is None or isinstance(value, int | float | bool):
        return None
    return value.encode() if isinstance(value, str) else bytes(value)


def names_of(rows: list[tuple[str, tuple[bytes | None, ...]]], thread: bytes, reference: str) -> set[bytes]:
    """What names this thread: its id, its reference, and ids and hashes that stand in a row with them."""
    own = {thread, reference.encode()}
    return own | {
        one for _, row in rows if own & set(row) for one in row if one is not None and 16 <= len(one) <= 32
    }


def acts_on(kin: Kin, thread: bytes) -> set[str]:
    with kin.house.house.foundation.database.read() as conn:
        rows = conn.execute(text("SELECT * FROM audit_entry")).all()
    return {row.act for row in rows if thread in tuple(row)}
