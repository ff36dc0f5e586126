"""Several messages about one thing: found beside each other, put together, answered at once, and each still a thread of its own."""

import secrets
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from reporting.cases.incident_desk import IncidentDesk
from reporting.cases.refusals import EmptyText, KeptApart, NoSuchThread, NotAllowed, TooLong
from reporting.store.tables.audit_entries import AuditEntryRow
from tests.integration.conftest import NORTH

PILLS = "Marcus Bell sells pills behind the gym, ask anyone in tenth grade"
AGAIN = "i saw marcus bell give somebody a bag with pills"
THIRD = "It is Marcus again, he has them in locker 14"
SOUP = "The soup is cold every day"
GUN = "marcus bell has a gun in his backpack and says tomorrow is the day"


class Together:
    """What one person does with several threads."""

    def __init__(self, house: Any) -> None:
        self.house = house
        self.desk = IncidentDesk(house.house.ground, house.house.people.ground.witness, house.house.desk)

    def tell(self, *bodies: str) -> list[str]:
        """References in the order told, an hour apart."""
        told = []
        for body in bodies:
            known = {one.id for one in self.house.threads()}
            self.house.tip(body, NORTH)
            told.append(next(one.reference for one in self.house.threads() if one.id not in known))
            self.house.clock.advance(hours=2)
        return told

    def view(self, reference: str, role: str = "north") -> Any:
        return self.desk.view(self.house.sessions[role], reference)

    def merge(self, first: str, *others: str, name: str = "Pills at the gym", role: str = "north") -> None:
        self.desk.merge(self.house.sessions[role], first, secrets.token_bytes(16), others, name)

    def members(self, reference: str, role: str = "north") -> set[str]:
        incident = self.view(reference, role).incident
        return {one.reference for one in incident.threads} if incident else set()

    def reply(self, reference: str, body: str, number: bytes, role: str = "north") -> dict[str, str]:
        threads = self.view(reference, role).incident.threads
        seen = {one.reference: one.seen for one in threads}
        return dict(self.desk.reply(self.house.sessions[role], reference, number, body, seen))


@pytest.fixture
def together(founded_house: Any) -> Together:
    return Together(founded_house)


def severities(house: Any) -> dict[str, tuple[str, int | None]]:
    return {one.reference: (one.severity, one.due_minute) for one in house.threads()}


def test_messages_that_name_one_person_are_suggested_and_counted(together: Together) -> None:
    first, second, soup, third = together.tell(PILLS, AGAIN, SOUP, THIRD)
    view = together.view(third)
    assert {(one.card.reference, one.why) for one in view.alike} == {(first, "person"), (second, "person")}
    assert (view.reports.number, view.reports.count, view.reports.corroborated) == (3, 3, 0)
    assert view.reports.signs == ()
    assert together.view(first).reports.number == 1
    nothing = together.view(soup)
    assert (nothing.alike, nothing.reports, nothing.incident) == ((), None, None)


def test_what_speaks_for_one_author_is_said(founded_house: Any, together: Together) -> None:
    founded_house.tip(PILLS)
    founded_house.tip(PILLS + " now")
    assert together.view(founded_house.threads()[0].reference).reports.signs == ("one_hour", "same_words")


def test_a_name_far_down_a_long_message_is_found_by_the_sketch_in_its_sealed_summary(
    together: Together,
) -> None:
    long = "There is so much that I want to say about this year and the bus. " * 6 + "Then Marcus Bell came."
    first, second = together.tell(long, AGAIN)
    assert [one.card.reference for one in together.view(second).alike] == [first]


def test_they_are_put_together_and_each_stays_a_thread_of_its_own(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    together = Together(house)
    first, second, soup = together.tell(PILLS, AGAIN, SOUP)
    together.merge(first, second)
    for reference in (first, second):
        assert together.members(reference) == {first, second}
        assert together.view(reference).incident.name == "Pills at the gym"
    assert together.members(soup) == set()
    assert together.view(first).alike == ()
    # A colleague of the queue sees it and adds one; a note in each says who did.
    (third,) = together.tell(THIRD)
    together.merge(second, third, name="", role="north_too")
    assert together.members(first) == {first, second, third}
    assert together.view(third).incident.name == "Pills at the gym"
    notes = [one for one in at(house, "north", third).reads().messages if one.author == "note"]
    assert [(one.code, one.name, one.failure) for one in notes] == [
        ("incident", house.name("north_too"), None)
    ]
    # And takes it out again: the others stay together.
    together.desk.take_out(house.sessions["north_too"], third, secrets.token_bytes(16))
    assert together.members(third) == set()
    assert together.members(first) == {first, second}
    with pytest.raises(NotAllowed):
        together.desk.take_out(house.sessions["north"], third, secrets.token_bytes(16))


def test_two_incidents_become_one(together: Together) -> None:
    one, two, three, four = together.tell(PILLS, AGAIN, THIRD, SOUP)
    together.merge(one, two)
    together.merge(three, four, name="Something else")
    together.merge(one, three, name="")
    for reference in (one, two, three, four):
        assert together.members(reference) == {one, two, three, four}


def test_the_same_form_sent_twice_notes_once(founded_house: Any, together: Together) -> None:
    first, second = together.tell(PILLS, AGAIN)
    number, session = secrets.token_bytes(16), founded_house.sessions["north"]
    for _ in range(2):
        together.desk.merge(session, first, number, [second], "Pills")
    codes = [one.code for one in founded_house.read("north", second).messages if one.author == "note"]
    assert codes == ["incident"]


def test_it_is_as_urgent_as_its_most_urgent_thread_and_makes_nothing_less_so(
    founded_house: Any, together: Together
) -> None:
    routine, urgent = together.tell(THIRD, GUN)
    before = severities(founded_house)
    assert before[urgent][0] == "urgent"
    rung = ringing(founded_house)
    assert rung
    together.merge(routine, urgent)
    assert together.view(routine).incident.severity == "urgent"
    assert severities(founded_house) == before
    assert ringing(founded_house) == rung
    founded_house.work(1)
    assert founded_house.carrier.texts
    together.desk.take_out(founded_house.sessions["north"], urgent, secrets.token_bytes(16))
    assert together.view(urgent).severity == "urgent"
    assert severities(founded_house) == before
    assert ringing(founded_house) == rung


def ringing(house: Any) -> list[str]:
    paging = house.house.ground.paging
    return [
        row.reference
        for row in house.threads()
        if any(page.state == "open" for page in paging.of_thread(row.id))
    ]


def test_who_is_kept_out_of_one_of_them_learns_nothing_of_it(founded_house: Any, together: Together) -> None:
    house = founded_house
    house.tip("Ana Ruiz laughs at Tom Weller in the hall", None)
    house.tip("Somebody laughs at Tom Weller, it goes on and on", None)
    about_ana, other = sorted(
        (one.reference for one in house.threads()),
        key=lambda reference: reference in house.references("north"),
    )
    # The designee reads both and finds them alike; the person named in one of them finds nothing and no number.
    assert [one.card.reference for one in together.view(other, "designee").alike] == [about_ana]
    assert together.view(other, "designee").reports.count == 2
    mine = together.view(other)
    assert (mine.alike, mine.reports) == ((), None)
    with pytest.raises(NoSuchThread):
        together.view(about_ana)
    # Put together, the one would tell of the other.
    with pytest.raises(KeptApart):
        together.merge(other, about_ana, role="designee")
    assert together.members(other, "designee") == set()
    with pytest.raises(NoSuchThread):
        together.merge(other, about_ana)


def test_one_answer_reaches_each_of_them_exactly_once(
    founded_house: Any, together: Together, at: Any
) -> None:
    house = founded_house
    first, second, closed, crossed = together.tell(PILLS, AGAIN, THIRD, "Marcus Bell sold me one")
    house.text("+12025550142", "marcus bell has pills too")
    house.work(1)
    texted = next(one.reference for one in house.threads() if one.channel == "sms")
    house.carrier.texts.clear()
    together.merge(first, second, closed, crossed, texted)
    at(house, "north", closed).closes()
    seen = {one.reference: one.seen for one in together.view(first).incident.threads}
    at(house, "north_too", crossed).replies("I will look into it")
    number, body, session = (
        secrets.token_bytes(16),
        "Thank you. We are looking into it.",
        house.sessions["north"],
    )

    sent = together.desk.reply(session, first, number, body, seen)
    assert sent == {
        first: "sent",
        second: "sent",
        texted: "sent",
        closed: "closed",
        crossed: "answered_meanwhile",
    }
    # The same form once more, with what was shown by then: only where it was not yet.
    assert together.reply(first, body, number)[crossed] == "sent"
    house.work(2)
    for reference in (first, second, crossed, texted):
        replies = [one for one in house.read("north", reference).messages if one.author == "staff"]
        assert [one.text for one in replies].count(body) == 1
        assert all(one.failure is None for one in replies)
    assert body not in [one.text for one in house.read("north", closed).messages]
    assert [text for _, text in house.carrier.texts if text.endswith(body) or body in text] == [
        text for _, text in house.carrier.texts
    ]
    assert len(house.carrier.texts) == 1
    with pytest.raises(TooLong):
        together.reply(first, "a" * 5_000, secrets.token_bytes(16))
    with pytest.raises(EmptyText):
        together.reply(first, " ", secrets.token_bytes(16))


def test_a_student_reads_the_answer_and_nothing_of_the_others(founded_house: Any, together: Together) -> None:
    house = founded_house
    words = " ".join(house.tip(PILLS).words)
    house.tip(AGAIN)
    first, second = (one.reference for one in house.threads())
    together.merge(first, second, name="Pills at the gym")
    together.reply(first, "Thank you for telling us.", secrets.token_bytes(16))
    shown = house.house.web_return.open(words).messages
    assert "Thank you for telling us." in [one.text for one in shown]
    everything = repr([(one.text, one.code) for one in shown])
    assert "Pills at the gym" not in everything
    assert second not in everything
    assert "incident" not in everything


def test_a_second_source_is_noted_and_changes_the_count(founded_house: Any, together: Together) -> None:
    first, second = together.tell(PILLS, AGAIN)
    together.merge(first, second)
    session, number = founded_house.sessions["north"], secrets.token_bytes(16)
    with pytest.raises(EmptyText):
        together.desk.corroborate(session, first, number, " ", everywhere=False)
    together.desk.corroborate(session, first, number, "The custodian saw the bag", everywhere=False)
    assert together.view(first).reports.corroborated == 1
    assert together.view(second).reports.corroborated == 1
    assert together.view(first).corroborated
    assert not together.view(second).corroborated
    (note,) = [one for one in founded_house.read("north_too", first).messages if one.code == "corroborated"]
    assert (note.code, note.text, note.name) == (
        "corroborated",
        "The custodian saw the bag",
        founded_house.name("north"),
    )
    together.desk.corroborate(session, first, secrets.token_bytes(16), "The bag was found", everywhere=True)
    assert together.view(second).corroborated


def test_a_forged_note_corroborates_nothing(founded_house: Any, together: Together, thief_of: Any) -> None:
    """Who writes in the database without a member's key can put a note there, and nobody believes it."""
    first, second = together.tell(PILLS, AGAIN)
    together.desk.corroborate(
        founded_house.sessions["north"], first, secrets.token_bytes(16), "Seen", everywhere=False
    )
    thief = thief_of(founded_house)
    by_reference = {one.reference: one.id for one in founded_house.threads()}
    forged = thief.rows(by_reference[first])[-1] | {
        "thread": by_reference[second],
        "id": secrets.token_bytes(16),
    }
    rows = thief.rows(by_reference[second])
    thief.replace(by_reference[second], [*rows, forged | {"seq": rows[-1]["seq"] + 1}])
    assert not together.view(second).corroborated


@pytest.mark.parametrize(
    "back",
    ["I take this back, it was a joke, nobody has a gun", "lo retiro, era broma, no hay ninguna pistola"],
)
def test_i_take_this_back_stops_and_lowers_nothing(founded_house: Any, together: Together, back: str) -> None:
    house = founded_house
    words = " ".join(house.tip(GUN).words)
    (row,) = house.threads()
    rung = ringing(house)
    assert rung == [row.reference]
    token = house.house.web_return.open(words).token
    house.house.web_return.reply(token, secrets.token_bytes(16), back)
    assert house.threads()[0].severity == "urgent"
    assert ringing(house) == rung
    house.work(1)
    assert house.carrier.texts
    # In one breath with what it takes back it lowers nothing either.
    house.tip(f"{GUN}. {back}", sender=b"another!")
    assert [one.severity for one in house.threads()] == ["urgent", "urgent"]
    assert len(ringing(house)) == 2


def test_a_name_of_an_incident_lies_nowhere_in_clear_and_no_line_joins_its_threads(
    founded_house: Any, together: Together, caplog: pytest.LogCaptureFixture
) -> None:
    house = founded_house
    first, second = together.tell(PILLS, AGAIN)
    canary = secrets.token_hex(12)
    together.merge(first, second, name=canary)
    together.desk.corroborate(
        house.sessions["north"], first, secrets.token_bytes(16), f"seen {canary}", everywhere=True
    )
    assert canary not in caplog.text
    assert canary not in repr(together.view(first))
    home = Path(house.house.foundation.settings.home)
    for file in (one for one in home.rglob("*") if one.is_file()):
        held = file.read_bytes().lower()
        assert canary.encode() not in held, file
        for word in (b"marcus", b"pills"):
            assert word not in held or file.suffix not in {".db", ".db-wal", ".log"}, file
    with house.house.foundation.database.read() as conn:
        told = conn.execute(
            select(AuditEntryRow.object).where(AuditEntryRow.act.in_(["merged", "corroborated"]))
        ).scalars()
        about = set(told)
    by_reference = {one.reference: one.id for one in house.threads()}
    assert about == {by_reference[first]}
