"""An override: kept sealed in the thread, shown there, followed by the inbox; and never under a page that rings."""

import secrets
from typing import Any

import pytest
from sqlalchemy import select

from reporting.cases.overriding import Word
from reporting.cases.refusals import CopiedWords, NobodyLeads, NoSuchThread, NotAllowed, StillRinging, TooLong
from reporting.cases.sealing import Place
from reporting.model.feedback import Said
from reporting.model.ids import ThreadId
from reporting.model.kind import Kind
from reporting.store import rule_examples
from reporting.store.rule_examples import Example
from reporting.store.shred import ShredKey
from reporting.store.tables.feedback import RuleTallyRow
from reporting.vault.authorship import ByMember
from reporting.vault.payload import Payload
from reporting.vault.signing import SigningKey

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
LUNCH = "Someone keeps stealing my lunch"
OWN = "he brought a zorblefrotz to the lab"


def says(house: Any, role: str, reference: str, said: str, *, category: str = "", sentence: str = "") -> None:
    house.house.desk.override(
        house.sessions[role], reference, secrets.token_bytes(16), Word(said, category, sentence)
    )


def row_of(house: Any, role: str, reference: str) -> Any:
    page = house.doors.inboxes.page(house.sessions[role], view="all", queue=None, state="open", cursor=None)
    return next(row for row in page.rows if row.reference == reference)


def acknowledged(house: Any, at: Any, tip: str = GUN) -> str:
    """A paged tip that Ana has taken; its reference."""
    house.tip(tip)
    reference = str(house.threads()[-1].reference)
    at(house, "north", reference).does("acknowledge")
    return reference


def test_a_page_that_need_not_have_been_leaves_the_top_of_the_inbox_and_keeps_its_reasons(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    reference = acknowledged(house, at)
    before = house.read("north", reference)
    says(house, "north", reference, "need_not_page", category="theft_vandalism")
    after = house.read("north_too", reference)
    assert after.because == before.because != ()
    assert (after.severity, after.category) == ("routine", "theft_vandalism")
    assert (after.urgency.said, after.urgency.by) == (Said.NO_PAGE, "Ana Ruiz")
    (note,) = [one for one in after.messages if one.code == "override"]
    assert (note.author, note.name, note.failure, note.params["said"]) == (
        "note", "Ana Ruiz", None, "need_not_page",
    )  # fmt: skip
    row = row_of(house, "north_too", reference)
    assert (row.severity, row.category, row.summary) == ("routine", "theft_vandalism", GUN)


def test_a_ringing_page_is_not_lowered_and_goes_on_ringing(founded_house: Any, at: Any) -> None:
    house = founded_house
    house.tip(GUN)
    (row,) = house.threads()
    view = house.read("north", row.reference).urgency
    assert (view.sayings, view.rings) == ((Said.RIGHT,), True)
    with pytest.raises(StillRinging):
        says(house, "north", row.reference, "need_not_page")
    assert house.threads()[0].severity == "urgent"
    assert [one.state for one in house.house.ground.paging.of_thread(row.id)] == ["open"]
    house.work(1)
    assert house.carrier.texts


def test_a_page_that_begins_while_the_form_is_sent_is_not_lowered(founded_house: Any, at: Any) -> None:
    """Between the look and the commit the first page is handed back: it rings again."""
    house = founded_house
    reference = acknowledged(house, at)
    meanwhile = iter([lambda: at(house, "north", reference).does("hand_back")])

    def random(count: int) -> bytes:
        for act in meanwhile:
            act()
        return secrets.token_bytes(count)

    other = house.with_random(random)
    with pytest.raises(StillRinging):
        says(other, "north", reference, "need_not_page")
    assert next(meanwhile, None) is None
    assert house.threads()[0].severity == "urgent"


@pytest.mark.parametrize(("said", "severity"), [("should_page", "urgent"), ("same_day", "soon")])
def test_a_tip_that_was_not_urgent_enough_moves_up(founded_house: Any, said: str, severity: str) -> None:
    house = founded_house
    house.tip(LUNCH)
    (row,) = house.threads()
    version = house.doors.inboxes.changes(house.sessions["north_too"].principal, 0).version
    says(house, "north", row.reference, said)
    assert row_of(house, "north_too", row.reference).severity == severity
    news = house.doors.inboxes.changes(house.sessions["north_too"].principal, version)
    assert (news.changed, news.urgent) == (True, severity == "urgent")


def test_who_says_right_after_all_puts_it_back(founded_house: Any, at: Any) -> None:
    house = founded_house
    reference = acknowledged(house, at)
    says(house, "north", reference, "need_not_page")
    says(house, "north_too", reference, "right")
    assert row_of(house, "north", reference).severity == "urgent"
    assert counted(house, "overridden") == {}


def test_a_later_message_of_the_student_raises_what_a_person_had_lowered(founded_house: Any, at: Any) -> None:
    house = founded_house
    student = "+12025550142"
    house.text(student, GUN)
    (row,) = house.threads()
    at(house, "designee", row.reference)
    for role in ("north_too", "south"):
        if row.reference in house.references(role):
            at(house, role, row.reference).does("acknowledge")
            says(house, role, row.reference, "need_not_page")
            break
    assert house.threads()[0].severity == "routine"
    house.clock.advance(hours=3)
    house.text(student, "i took all the pills")
    assert house.threads()[0].severity == "urgent"
    assert row_of(house, role, row.reference).severity == "urgent"


def test_after_a_hand_over_the_new_queue_sees_where_a_person_put_it(founded_house: Any, at: Any) -> None:
    house = founded_house
    reference = acknowledged(house, at)
    says(house, "north", reference, "need_not_page")
    at(house, "north", reference).hands_to("District")
    assert row_of(house, "designee", reference).severity == "routine"


def test_the_same_form_sent_twice_is_said_once(founded_house: Any) -> None:
    house = founded_house
    house.tip(LUNCH)
    (row,) = house.threads()
    number = secrets.token_bytes(16)
    for _ in range(2):
        house.house.desk.override(house.sessions["north"], row.reference, number, Word("same_day", "", ""))
    assert len([one for one in house.read("north", row.reference).messages if one.code == "override"]) == 1
    assert counted(house, "overridden")["", "routine", "soon"] == 1


def test_the_student_sees_nothing_of_it(founded_house: Any, at: Any) -> None:
    house = founded_house
    words = " ".join(house.tip(LUNCH).words)
    before = len(house.house.web_return.open(words).messages)
    says(house, "north", house.threads()[0].reference, "same_day", sentence=OWN)
    assert len(house.house.web_return.open(words).messages) == before


@pytest.mark.parametrize(
    ("word", "refusal"),
    [
        (Word("need_not_page", "", ""), NotAllowed),  # nobody was paged
        (Word("nonsense", "", ""), NotAllowed),
        (Word("same_day", "made_up", ""), NotAllowed),
        (Word("same_day", "", "x" * 401), TooLong),
        (Word("same_day", "", "they say someone keeps stealing my lunch again"), CopiedWords),
    ],
)
def test_what_the_form_may_not_say_is_refused_and_nothing_is_kept(
    founded_house: Any, word: Word, refusal: type[Exception]
) -> None:
    house = founded_house
    house.tip(LUNCH)
    (row,) = house.threads()
    with pytest.raises(refusal):
        house.house.desk.override(house.sessions["north"], row.reference, secrets.token_bytes(16), word)
    assert house.threads()[0].severity == "routine"
    assert house.house.examples.listed(house.sessions["designee"]) == ()


def test_who_cannot_open_a_thread_cannot_say_anything_of_it(founded_house: Any) -> None:
    house = founded_house
    house.tip(LUNCH)
    with pytest.raises(NoSuchThread):
        says(house, "south", house.threads()[0].reference, "same_day")


def test_a_sentence_reaches_the_leads_and_nobody_else(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    house.tip(LUNCH)
    says(house, "north_too", house.threads()[0].reference, "should_page", category="threat", sentence=OWN)
    for lead in ("designee", "north", "south"):
        (found,) = house.house.examples.listed(house.sessions[lead])
        assert (found.sentence.text, found.sentence.label, found.sentence.category, found.by) == (
            OWN, "urgent", "threat", "Ben Okafor",
        )  # fmt: skip
    for other in ("north_too", "south_too", "administrator"):
        with pytest.raises(NotAllowed):
            house.house.examples.listed(house.sessions[other])
    house.house.examples.put_away(house.sessions["designee"], found.value)
    assert house.house.examples.listed(house.sessions["south"]) == ()


def test_a_lead_whom_the_thread_is_kept_from_does_not_get_its_sentence(founded_house: Any) -> None:
    house = founded_house
    house.tip(LUNCH, excluded=frozenset({house.member("north")}))
    (row,) = house.threads()
    says(house, "designee", row.reference, "should_page", sentence=OWN)
    assert house.house.examples.listed(house.sessions["north"]) == ()
    assert len(house.house.examples.listed(house.sessions["south"])) == 1


def test_where_no_lead_may_read_it_the_sentence_is_not_lost_in_silence(founded_house: Any) -> None:
    house = founded_house
    leads = frozenset(house.member(role) for role in ("north", "south", "designee"))
    house.tip(LUNCH, excluded=leads)
    (row,) = house.threads()
    with pytest.raises(NobodyLeads):
        says(house, "south_too", row.reference, "should_page", sentence=OWN)


@pytest.mark.parametrize("forged", [True, False])
def test_a_sentence_that_somebody_slipped_into_the_database_is_not_shown(
    founded_house: Any, *, forged: bool
) -> None:
    """He can seal to a lead's public key and keep a shred key; he cannot sign for a member."""
    house = founded_house
    ground, ben = house.house.ground, house.sessions["north_too"]
    example, key = b"E" * 16, b"K" * 32
    ground.shred.put([ShredKey(example, 0, key)])
    payload = Payload(
        1_790_000_000, OWN, "en", roster=ground.roll.roster_entry(), more={"label": "urgent", "rules": []}
    )
    signer = SigningKey(b"not the member's key".ljust(32)) if forged else ben.unlocked.ed
    draft = Place(ground.district, ThreadId(example), key).seal(
        example,
        Kind.NOTE,
        payload,
        [ground.roll.readers().members[house.member("designee")]],
        ByMember(ben.member, signer),
        now=house.clock(),
        exact=False,
    )
    row = Example(example, draft.minute, draft.core, draft.recipients)
    house.house.foundation.database.write(lambda conn: rule_examples.add(conn, ground.district, row))
    shown = house.house.examples.listed(house.sessions["designee"])
    assert [one.sentence.text for one in shown] == ([] if forged else [OWN])


def test_no_word_of_the_sentence_lies_in_clear(founded_house: Any, tmp_path: Any) -> None:
    house = founded_house
    house.tip(LUNCH)
    says(house, "north", house.threads()[0].reference, "should_page", sentence=OWN)
    house.house.counter.flush()
    assert house.house.examples.listed(house.sessions["designee"])[0].sentence.text == OWN
    files = [path for path in (tmp_path / "house").rglob("*") if path.is_file()]
    planted = tmp_path / "house" / "planted"
    planted.write_text(OWN, encoding="utf-8")
    assert b"zorblefrotz" in planted.read_bytes()  # the search finds what is there
    for path in files:
        raw = path.read_bytes()
        for form in ("zorblefrotz".encode(coding) for coding in ("utf-8", "utf-16-le")):
            assert form not in raw, path
        assert b"zorblefrotz".hex().encode() not in raw


# -- what leaves the seal


def counted(house: Any, event: str) -> dict[tuple[str, str, str], int]:
    """(rule, before, after) → how many, of what stands in RAM."""
    found = house.house.counter.gathered()
    return {(one.rule, one.before, one.after): one.n for one in found if one.event == event and one.n}


def written(house: Any) -> list[Any]:
    with house.house.foundation.database.read() as conn:
        return list(conn.execute(select(RuleTallyRow.event, RuleTallyRow.rule, RuleTallyRow.n)))


def test_only_counters_leave_the_seal_and_only_five_together(founded_house_on_each: Any, at: Any) -> None:
    house = founded_house_on_each
    reference = acknowledged(house, at)
    says(house, "north", reference, "need_not_page")
    house.house.counter.flush()
    assert written(house) == []  # a row at the time would name this tip
    for _ in range(3):
        house.tip(LUNCH)
    house.house.counter.flush()
    found = written(house)
    assert ("overridden", "", 1) in found
    assert ("tip", "", 3) in found
    assert {rule for event, rule, _ in found if event == "overridden" and rule}
    house.house.counter.flush()
    assert written(house) == found


def test_of_what_is_kept_from_somebody_no_count_tells(founded_house: Any, at: Any) -> None:
    """A suspect who leads the rules must not see their rule fire."""
    house = founded_house
    house.tip(
        "mr okafor keeps asking me to stay after class alone and it feels wrong",
        excluded=frozenset({house.member("north")}),
    )
    (row,) = house.threads()
    says(house, "designee", row.reference, "should_page" if row.severity != "urgent" else "right")
    assert house.house.counter.gathered() == ()
    assert house.house.rules_watched.figures(house.sessions["north"]).empty


def test_a_follow_up_in_a_thread_that_is_kept_from_somebody_counts_nothing_either(founded_house: Any) -> None:
    house = founded_house
    words = " ".join(house.tip(LUNCH, excluded=frozenset({house.member("north")})).words)
    view = house.house.web_return.open(words)
    house.house.web_return.reply(view.token, secrets.token_bytes(16), GUN)
    assert house.house.counter.gathered() == ()


@pytest.mark.nightly
def test_three_needless_pages_in_a_week_are_a_task_for_the_leads(founded_house: Any, at: Any) -> None:
    house = founded_house
    for done in range(3):
        alarms = [one.kind for one in house.doors.alarms.open(house.sessions["designee"])]
        assert ("false_pages" in alarms) is False, done
        reference = acknowledged(house, at)
        says(house, "north", reference, "need_not_page")
        house.clock.advance(hours=1)
    kinds = {
        role: [one.kind for one in house.doors.alarms.open(house.sign_in_as(role))]
        for role in ("designee", "north_too")
    }
    assert "false_pages" in kinds["designee"]
    assert "false_pages" not in kinds["north_too"]
    assert house.house.rules_watched.figures(house.sign_in_as("designee")).false_pages_this_week == 3
    house.clock.advance(days=7)
    assert "false_pages" not in [one.kind for one in house.doors.alarms.open(house.sign_in_as("designee"))]
