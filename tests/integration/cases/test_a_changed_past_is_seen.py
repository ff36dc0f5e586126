"""A database writer without the keys: what he changes is marked, and everything else is shown all the same."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest

from reporting.cases.refusals import NotAllowed
from reporting.model.kind import Kind
from reporting.vault.authorship import ByMember, BySystem
from reporting.vault.chain import core_hash
from reporting.vault.envelope import Context, Envelope, open_envelope, seal
from reporting.vault.notation import Unreadable
from reporting.vault.payload import Payload
from reporting.vault.signing import SigningKey
from reporting.vault.xwing import public_key

Rows = list[dict[str, Any]]
WRITTEN = ["first words", "second words", "third words"]


@pytest.fixture
def talked(founded_house: Any, at: Any) -> Any:
    """Three messages of a student and an answer; returns (house, six words, thread)."""
    house = founded_house
    words = house.tip(WRITTEN[0]).words
    for body in WRITTEN[1:]:
        view = house.house.web_return.open(" ".join(words))
        house.house.web_return.reply(view.token, bytes.fromhex(view.submission), body)
    (row,) = house.threads()
    ana = at(house, "north", row.reference)
    ana.replies("an answer", ana.reads().seen)
    return house, " ".join(words), row


def shown(house: Any, row: Any) -> dict[str, str | None]:
    return {one.text: one.failure for one in house.read("north", row.reference).messages}


def test_an_untouched_thread_has_nothing_to_mark(talked: Any) -> None:
    house, words, row = talked
    assert set(shown(house, row).values()) == {None}
    assert all(one.verified for one in house.house.web_return.open(words).messages)


def _seqs(rows: Rows, kind: Kind) -> list[int]:
    return [at for at, one in enumerate(rows) if one["kind"] == int(kind)]


def _flip(rows: Rows) -> None:
    one = rows[_seqs(rows, Kind.WEB)[1]]
    core = one["core"]
    one["core"] = core[:-1] + bytes([core[-1] ^ 1])


def _swap_bodies(rows: Rows) -> None:
    """Two messages of the student change places, ids and all."""
    first, second = (rows[at] for at in _seqs(rows, Kind.WEB)[:2])
    for name in ("id", "core", "recipients", "minute", "kind"):
        first[name], second[name] = second[name], first[name]


def _remove(rows: Rows) -> None:
    del rows[_seqs(rows, Kind.WEB)[1]]


def _call_erased(rows: Rows) -> None:
    """Takes a message out by making it look like a summary that a hand-over erased."""
    rows[_seqs(rows, Kind.WEB)[1]].update(kind=int(Kind.SUMMARY), core=b"", recipients=b"")


def _call_erased_by_its_digest(rows: Rows) -> None:
    one = rows[_seqs(rows, Kind.WEB)[1]]
    one.update(kind=int(Kind.SUMMARY), core=core_hash(one["core"]), recipients=b"")


def _remove_and_close_up(rows: Rows) -> None:
    gone = _seqs(rows, Kind.WEB)[1]
    del rows[gone]
    for one in rows[gone:]:
        one["seq"] -= 1


def _insert_a_copy(rows: Rows) -> None:
    copy = dict(rows[_seqs(rows, Kind.WEB)[0]], seq=rows[-1]["seq"] + 1, id=secrets.token_bytes(16))
    rows.append(copy)


def _move_in_time(rows: Rows) -> None:
    rows[_seqs(rows, Kind.WEB)[1]]["minute"] -= 60


MARKED = {
    # what he does: how, and which messages staff are shown without a mark
    "flips one bit": (_flip, {"first words", "third words"}),
    "swaps two messages": (_swap_bodies, {"third words"}),
    "removes one": (_remove, {"first words"}),
    "calls one erased": (_call_erased, {"first words"}),
    "calls one erased by its digest": (_call_erased_by_its_digest, {"first words"}),
    "removes one and closes the gap": (_remove_and_close_up, {"first words"}),
    "inserts a copy": (_insert_a_copy, {"first words", "second words", "third words", "an answer"}),
    "moves one in time": (_move_in_time, {"first words"}),
}


@pytest.mark.parametrize("what", MARKED)
def test_he_does_this_and_a_message_is_marked_while_others_are_shown(
    talked: Any, thief_of: Any, what: str
) -> None:
    house, words, row = talked
    change, whole = MARKED[what]
    thief = thief_of(house)
    rows = thief.rows(row.id)
    change(rows)
    thief.replace(row.id, rows)
    found = shown(house, row)
    assert any(found.values()), "nothing was marked"
    assert whole <= {text for text, failure in found.items() if failure is None}
    visit = house.house.web_return.open(words)  # the student is not shut out
    assert {"first words", "third words"} <= {one.text for one in visit.messages}


def test_an_answer_that_staff_did_not_sign_is_never_shown_to_the_student(talked: Any, thief_of: Any) -> None:
    """The thief may even know the thread's public key: he has nobody's signature."""
    house, words, row = talked
    thief = thief_of(house)
    shred = house.house.ground.shred.get(row.id, 0)
    his = SigningKey(secrets.token_bytes(32))
    signed = {Kind.STAFF_REPLY: ByMember(house.member("north"), his), Kind.SYSTEM: BySystem(his)}
    for kind, signature in signed.items():
        message = secrets.token_bytes(16)
        context = Context(house.house.ground.district, row.id, message, 0, kind)
        payload = Payload(1_795_530_600, "Meet me behind the gym.", code="seen", roster=9).to_bytes()
        forged = seal(context, payload, shred, [public_key(row.talk_pk)], signature)
        rows = thief.rows(row.id)
        rows.append(
            dict(
                rows[-1],
                seq=rows[-1]["seq"] + 1,
                id=message,
                kind=int(kind),
                core=forged.core,
                recipients=forged.recipients,
            )
        )
        thief.replace(row.id, rows)
    visit = house.house.web_return.open(words)
    assert "gym" not in repr([one.text for one in visit.messages])
    assert [one.verified for one in visit.messages[-2:]] == [False, False]
    assert [one.failure for one in house.read("north", row.reference).messages[-2:]] == ["unverified"] * 2


def test_an_answer_moved_from_another_thread_is_not_shown(talked: Any, thief_of: Any, at: Any) -> None:
    house, words, row = talked
    house.tip("somebody else's message")
    other = next(one for one in house.threads() if one.id != row.id)
    at(house, "north", other.reference).replies("an answer to somebody else")
    thief = thief_of(house)
    rows, theirs = thief.rows(row.id), thief.rows(other.id)
    foreign = theirs.pop()
    rows.append(dict(foreign, thread=row.id, seq=rows[-1]["seq"] + 1))
    thief.replace(other.id, theirs)
    thief.replace(row.id, rows)
    visit = house.house.web_return.open(words)
    assert "somebody else" not in repr([one.text for one in visit.messages])
    assert not visit.messages[-1].verified


def test_a_lowered_severity_is_shown_as_it_was_sealed(founded_house: Any, thief_of: Any) -> None:
    house = founded_house
    house.tip("my friend has a gun in his backpack and says tomorrow is the day")
    (row,) = house.threads()
    thief_of(house).set_thread(row.id, severity="routine")
    page = house.doors.inboxes.page(
        house.sessions["north"], view="all", queue=None, state="open", cursor=None
    )
    assert page.rows[0].severity == "urgent"


def nothing_is_sealed_to(thief: Any, stolen: Any, house: Any, threads: list[Any]) -> bool:
    """Tries his keys on everything that is stored."""
    for thread in threads:
        shred = house.house.ground.shred.get(thread.id, 0)
        for one in thief.rows(thread.id):
            context = Context(house.house.ground.district, thread.id, one["id"], 0, Kind(one["kind"]))
            for key in (stolen.talk, stolen.case):
                try:
                    open_envelope(context, Envelope(one["core"], one["recipients"]), shred, key)
                except Unreadable:
                    continue
                return False
    return True


def test_words_to_a_thread_whose_keys_he_swapped_begin_a_new_one_that_the_six_words_open(
    founded_house_on_each: Any, thief_of: Any
) -> None:
    house = founded_house_on_each
    words = " ".join(house.tip("first words").words)
    (row,) = house.threads()
    view = house.house.web_return.open(words)
    thief = thief_of(house)
    stolen = thief.swap_keys(row.id)
    view = house.house.web_return.reply(view.token, bytes.fromhex(view.submission), "second words")
    assert [one.text for one in view.messages] == ["second words"]
    assert nothing_is_sealed_to(thief, stolen, house, list(house.threads()))
    again = house.house.web_return.open(words)
    house.house.web_return.reply(again.token, bytes.fromhex(again.submission), "third words")
    new = next(one for one in house.threads() if one.id != row.id)
    seen = house.read("north", new.reference)
    assert [one.text for one in seen.messages if one.author == "reporter"] == ["second words", "third words"]
    assert seen.continues == (row.reference,)
    alarms = {one.kind for one in house.doors.alarms.open(house.sessions["south"])}
    assert "thread_keys_changed" in alarms


def test_swapped_keys_open_no_thread_to_somebody_whom_it_is_kept_from(
    founded_house: Any, thief_of: Any
) -> None:
    house = founded_house
    ana = house.member("north")
    words = " ".join(house.tip("She pulls my hair in class", excluded=frozenset({ana})).words)
    (row,) = house.threads()
    view = house.house.web_return.open(words)
    thief_of(house).swap_keys(row.id)
    house.house.web_return.reply(view.token, bytes.fromhex(view.submission), "and she did it again")
    assert house.references("north") == set()
    assert len(house.references("designee")) == 2


@pytest.mark.parametrize("act", ["reply", "note", "close", "seen"])
def test_staff_say_nothing_to_a_thief_either(
    founded_house: Any, thief_of: Any, at: Any, act: Callable[..., Any]
) -> None:
    house = founded_house
    house.tip("first words")
    (row,) = house.threads()
    thief = thief_of(house)
    stolen = thief.swap_keys(row.id)
    ana = at(house, "north", row.reference)
    assert [one.text for one in ana.reads().messages if one.author == "reporter"] == ["first words"]
    if act == "reply":
        ana.replies("what only the student may read")
    elif act == "note":
        ana.notes("what only staff may read")
    elif act == "close":
        ana.closes()
    assert nothing_is_sealed_to(thief, stolen, house, [row])


def test_who_reads_by_the_queue_alone_writes_nothing_into_swapped_keys(
    founded_house: Any, thief_of: Any, at: Any
) -> None:
    house = founded_house
    words = " ".join(house.tip("first words", None).words)
    view = house.house.web_return.open(words)
    house.house.web_return.reply(
        view.token, bytes.fromhex(view.submission), "he has a gun in his backpack and will shoot tomorrow"
    )
    (row,) = house.threads()
    ben = at(house, "north_too", row.reference)
    ben.replies("You are not alone.")
    thief = thief_of(house)
    stolen = thief.swap_keys(row.id)
    with pytest.raises(NotAllowed):
        ben.replies("Call me.")
    with pytest.raises(NotAllowed):
        ben.notes("He is in room 12.")
    assert ben.reads().messages
    assert nothing_is_sealed_to(thief, stolen, house, [row])


def test_nothing_is_said_to_a_thief_by_the_service_and_the_alarm_stands_all_the_same(
    founded_house: Any, thief_of: Any
) -> None:
    house = founded_house
    house.tip("first words")
    (row,) = house.threads()
    thief = thief_of(house)
    stolen = thief.swap_keys(row.id)
    house.clock.advance(days=3)
    house.sessions["north"] = house.sign_in("ana@oakfield.example", "north rides a green bicycle")
    house.work()
    assert nothing_is_sealed_to(thief, stolen, house, [row])
    alarms = {one.kind for one in house.doors.alarms.open(house.sessions["north"])}
    assert "late_answer" in alarms
