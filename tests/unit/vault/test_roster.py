"""The roster's rules: nobody becomes a reader without a registrar and a holder who agree."""

import json
from dataclasses import dataclass, field

import pytest

from reporting.vault.notation import Unreadable, new_id
from reporting.vault.roster import Roster
from reporting.vault.roster_acts import (
    Act,
    AddMember,
    Begin,
    Confirm,
    Cover,
    Enter,
    Gone,
    Leave,
    NewEpoch,
    NewQueue,
    Open,
    SetRegistrar,
    SetRoot,
    SetSystem,
)
from reporting.vault.roster_entry import NO_HEAD, RosterRefused, entry_hash, sign, write
from reporting.vault.signing import SigningKey
from reporting.vault.xwing import PrivateKey

DISTRICT = new_id()
AT = 1_790_000_000
KEYS = [PrivateKey.generate().public.raw for _ in range(40)]


@dataclass
class Person:
    name: str
    id: bytes = field(default_factory=new_id)
    key: SigningKey = field(default_factory=SigningKey.generate)
    x: bytes = field(default_factory=lambda: PrivateKey.generate().public.raw)

    def added(self) -> AddMember:
        return AddMember(self.id, self.name, self.key.public, self.x)


class District:
    """A roster that people write into; keeps every entry."""

    def __init__(self) -> None:
        self.root = SigningKey.generate()
        self.system = SigningKey.generate()
        self.roster = Roster(DISTRICT)
        self.entries: list[tuple[bytes, bytes]] = []
        self.root_does(Begin(DISTRICT, "Cedar County", self.root.public, self.system.public))

    def root_does(self, *acts: Act) -> int:
        for act in acts:
            self.write(None, self.root, act)
        return self.roster.length - 1

    def does(self, who: Person, *acts: Act) -> int:
        for act in acts:
            self.write(who.id, who.key, act)
        return self.roster.length - 1

    def write(self, by: bytes | None, key: SigningKey, act: Act) -> None:
        raw = write(self.roster.length, self.roster.head, AT, by, act)
        signature = sign(raw, key)
        self.roster = self.roster.extend(raw, signature)
        self.entries.append((raw, signature))

    def queue(self, at: bytes) -> set[bytes]:
        return set(self.roster.queues[at].members)  # type: ignore[index] # an id is bytes


@dataclass
class Opened:
    """An open district: two registrars, one queue with a lead and a member, and somebody outside."""

    district: District
    registrar: Person
    second: Person
    lead: Person
    holder: Person
    outside: Person
    queue: bytes


@pytest.fixture
def opened() -> Opened:
    district = District()
    people = [Person(name) for name in ("Ana", "Ben", "Cruz", "Dee", "Eli")]
    registrar, second, lead, holder, outside = people
    queue = new_id()
    district.root_does(
        *(one.added() for one in people),
        SetRegistrar(registrar.id, on=True),
        SetRegistrar(second.id, on=True),
        NewQueue(queue, "Counselors", "counselor", KEYS[0], (lead.id, holder.id), (lead.id,)),
        Open(),
    )
    return Opened(district, registrar, second, lead, holder, outside, queue)


def refused(reason: str) -> pytest.RaisesExc[RosterRefused]:
    return pytest.raises(RosterRefused, match=reason)


def test_joining_works_without_the_root(opened: Opened) -> None:
    new = Person("Fay")
    proposal = opened.district.does(opened.registrar, new.added(), Enter(opened.queue, new.id, lead=False))
    assert new.id not in opened.district.queue(opened.queue)
    opened.district.does(opened.holder, Confirm(proposal))
    assert new.id in opened.district.queue(opened.queue)
    assert opened.district.roster.pending == {}


def test_the_whole_story_is_read_again_from_its_entries(opened: Opened) -> None:
    again = Roster.replay(DISTRICT, opened.district.entries)
    assert again == opened.district.roster
    assert again.head == entry_hash(*opened.district.entries[-1])


def test_nobody_enters_by_the_word_of_one(opened: Opened) -> None:
    district, queue = opened.district, opened.queue
    for who in (opened.outside, opened.holder, opened.lead):
        with refused("may not"):
            district.does(who, Enter(queue, opened.outside.id, lead=False))
    with refused("may not"):
        district.root_does(Enter(queue, opened.outside.id, lead=False))
    proposal = district.does(opened.registrar, Enter(queue, opened.outside.id, lead=False))
    for who in (opened.registrar, opened.second, opened.outside):
        with refused("may not"):
            district.does(who, Confirm(proposal))
    with refused("may not"):
        district.root_does(Confirm(proposal))
    assert opened.outside.id not in district.queue(queue)


def test_nobody_stands_in_by_the_word_of_one(opened: Opened) -> None:
    district, cover = opened.district, Cover(opened.queue, opened.outside.id, AT + 86_400)
    for who in (opened.outside, opened.holder, opened.lead):
        with refused("may not"):
            district.does(who, cover)
    proposal = district.does(opened.registrar, cover)
    assert district.roster.queues[opened.queue].covers == ()  # type: ignore[index] # an id is bytes
    for who in (opened.registrar, opened.second, opened.outside):
        with refused("may not"):
            district.does(who, Confirm(proposal))
    district.does(opened.holder, Confirm(proposal))
    queue = district.roster.queues[opened.queue]  # type: ignore[index] # an id is bytes
    assert opened.outside.id not in queue.members
    assert queue.standing_in(AT + 86_399) == {opened.outside.id}
    assert queue.standing_in(AT + 86_400) == frozenset()
    assert Roster.replay(DISTRICT, district.entries) == district.roster
    district.does(opened.registrar, Gone(opened.outside.id))
    assert district.roster.queues[opened.queue].covers == ()  # type: ignore[index] # an id is bytes


def test_who_stands_in_is_from_outside_and_for_a_time(opened: Opened) -> None:
    district = opened.district
    for who in (opened.holder, opened.second):
        with refused("key of no queue|no substitute"):
            district.does(opened.registrar, Cover(opened.queue, who.id, AT + 86_400))
    for until in (AT, AT - 1, AT + 367 * 86_400):
        with refused("a cover ends"):
            district.does(opened.registrar, Cover(opened.queue, opened.outside.id, until))


def test_new_keys_end_a_cover_and_inherit_no_proposal(opened: Opened) -> None:
    district, cover = opened.district, Cover(opened.queue, opened.outside.id, AT + 86_400)
    district.does(opened.holder, Confirm(district.does(opened.registrar, cover)))
    waiting = district.does(opened.registrar, cover)
    swapped = Person("Eli", id=opened.outside.id)
    district.does(opened.registrar, swapped.added())
    assert district.roster.queues[opened.queue].covers == ()  # type: ignore[index] # an id is bytes
    with refused("may not"):
        district.does(opened.holder, Confirm(waiting))


def test_a_registrar_who_holds_the_key_does_not_confirm_himself(opened: Opened) -> None:
    district = opened.district
    first = district.does(opened.registrar, Enter(opened.queue, opened.registrar.id, lead=False))
    district.does(opened.holder, Confirm(first))
    own = district.does(opened.registrar, Enter(opened.queue, opened.outside.id, lead=False))
    with refused("may not"):
        district.does(opened.registrar, Confirm(own))
    district.does(opened.lead, Confirm(own))
    assert opened.outside.id in district.queue(opened.queue)


def test_a_registrar_who_gives_a_member_new_keys_gains_no_queue(opened: Opened) -> None:
    district, evil = opened.district, Person("Ben", id=opened.holder.id)
    district.does(opened.registrar, evil.added())
    assert opened.holder.id not in district.queue(opened.queue)
    own = district.does(opened.registrar, Enter(opened.queue, opened.outside.id, lead=False))
    with refused("may not"):
        district.does(evil, Confirm(own))
    with refused("signature"):
        district.write(opened.holder.id, opened.holder.key, Leave(opened.queue, opened.holder.id))


def test_a_registrar_who_gives_another_registrar_new_keys_gains_no_second_voice(opened: Opened) -> None:
    district, evil = opened.district, Person("Ben", id=opened.second.id)
    district.does(opened.registrar, evil.added())
    own = district.does(
        opened.registrar,
        NewQueue(new_id(), "Mine", "crisis", KEYS[1], (opened.registrar.id, evil.id), (opened.registrar.id,)),
    )
    with refused("may not"):
        district.does(evil, Confirm(own))


def test_new_keys_after_the_proposal_do_not_inherit_it(opened: Opened) -> None:
    district = opened.district
    proposal = district.does(opened.registrar, Enter(opened.queue, opened.outside.id, lead=False))
    district.does(opened.registrar, Person("Eli", id=opened.outside.id).added())
    with refused("may not"):
        district.does(opened.holder, Confirm(proposal))


def test_a_proposal_dies_with_its_proposers_office(opened: Opened) -> None:
    district = opened.district
    proposal = district.does(opened.registrar, Enter(opened.queue, opened.outside.id, lead=False))
    district.root_does(SetRegistrar(opened.registrar.id, on=False))
    with refused("no longer a registrar"):
        district.does(opened.holder, Confirm(proposal))


def test_a_new_queue_needs_a_second_registrar_or_a_lead(opened: Opened) -> None:
    district = opened.district
    act = NewQueue(
        new_id(), "Crisis", "crisis", KEYS[2], (opened.lead.id, opened.outside.id), (opened.lead.id,)
    )
    proposal = district.does(opened.registrar, act)
    for who in (opened.registrar, opened.holder, opened.outside):
        with refused("may not"):
            district.does(who, Confirm(proposal))
    district.does(opened.lead, Confirm(proposal))
    assert district.queue(act.queue) == {opened.lead.id, opened.outside.id}
    again = district.does(
        opened.registrar, NewQueue(new_id(), "Q", "district", KEYS[3], act.members, act.leads)
    )
    district.does(opened.second, Confirm(again))


@pytest.mark.parametrize(
    ("members", "leads", "reason"),
    [
        (("lead",), (), "2 members"),
        (("lead", "lead"), (), "twice"),
        (("lead", "nobody"), (), "active"),
        (("lead", "holder"), ("outside",), "lead is a member"),
    ],
)
def test_a_queue_that_could_be_lost_is_not_made(
    opened: Opened, members: tuple[str, ...], leads: tuple[str, ...], reason: str
) -> None:
    def ids(names: tuple[str, ...]) -> tuple[bytes, ...]:
        return tuple(getattr(opened, name).id if hasattr(opened, name) else new_id() for name in names)

    with refused(reason):
        opened.district.does(
            opened.registrar, NewQueue(new_id(), "Q", "district", KEYS[4], ids(members), ids(leads))
        )


def test_who_leaves_is_out_at_once_and_old_signatures_still_verify(opened: Opened) -> None:
    district = opened.district
    before = district.roster.length - 1
    district.does(opened.lead, Gone(opened.holder.id))
    assert opened.holder.id not in district.queue(opened.queue)
    assert not district.roster.members[opened.holder.id].active  # type: ignore[index] # an id is bytes
    assert district.roster.signer_at(opened.holder.id, before) == opened.holder.key.public
    for later in (district.roster.length - 1, district.roster.length, 10**9):
        with pytest.raises(Unreadable):
            district.roster.signer_at(opened.holder.id, later)
    with pytest.raises(Unreadable):
        district.roster.signer_at(new_id(), before)
    with refused("not an active member"):
        district.does(opened.holder, Leave(opened.queue, opened.holder.id))


def test_a_reply_verifies_by_the_key_of_its_day(opened: Opened) -> None:
    district, renewed = opened.district, Person("Dee", id=opened.holder.id)
    before = district.roster.length - 1
    now = district.does(opened.registrar, renewed.added())
    assert district.roster.signer_at(opened.holder.id, before) == opened.holder.key.public
    assert district.roster.signer_at(opened.holder.id, now) == renewed.key.public
    with pytest.raises(Unreadable):
        district.roster.signer_at(opened.holder.id, 0)


def test_who_may_show_somebody_the_door(opened: Opened) -> None:
    district = opened.district
    for who in (opened.outside, opened.holder):
        with refused("may not"):
            district.does(who, Gone(opened.lead.id))
        with refused("may not"):
            district.does(who, Leave(opened.queue, opened.lead.id))
    with refused("may not"):
        district.does(opened.lead, Gone(opened.outside.id))
    district.does(opened.holder, Leave(opened.queue, opened.holder.id))
    district.does(opened.registrar, Leave(opened.queue, opened.lead.id), Gone(opened.lead.id))
    assert district.queue(opened.queue) == set()


def test_a_leave_takes_back_a_waiting_promotion(opened: Opened) -> None:
    district = opened.district
    proposal = district.does(opened.registrar, Enter(opened.queue, opened.holder.id, lead=True))
    district.does(opened.holder, Leave(opened.queue, opened.holder.id))
    with refused("may not"):
        district.does(opened.lead, Confirm(proposal))


def test_a_member_becomes_lead_when_another_holder_agrees(opened: Opened) -> None:
    district = opened.district
    with refused("there already"):
        district.does(opened.registrar, Enter(opened.queue, opened.holder.id, lead=False))
    proposal = district.does(opened.registrar, Enter(opened.queue, opened.holder.id, lead=True))
    district.does(opened.lead, Confirm(proposal))
    assert district.roster.led_by(opened.holder.id) == {opened.queue}
    assert district.roster.queues_of(opened.holder.id) == {opened.queue}


def test_a_new_epoch_is_a_holders_and_follows_the_last(opened: Opened) -> None:
    district = opened.district
    for who in (opened.registrar, opened.outside):
        with refused("may not"):
            district.does(who, NewEpoch(opened.queue, 1, KEYS[5]))
    with refused("follow"):
        district.does(opened.holder, NewEpoch(opened.queue, 2, KEYS[5]))
    with refused("used before"):
        district.does(opened.holder, NewEpoch(opened.queue, 1, KEYS[0]))
    district.does(opened.holder, NewEpoch(opened.queue, 1, KEYS[5]))
    queue = district.roster.queues[opened.queue]  # type: ignore[index] # an id is bytes
    assert (queue.epoch, queue.pk, queue.public.raw) == (1, KEYS[5], KEYS[5])


def test_the_root_changes_by_old_and_new_root_together(opened: Opened) -> None:
    district, new = opened.district, SigningKey.generate()
    old = district.root
    proposal = district.root_does(SetRoot(new.public))
    with refused("signature"):
        district.root_does(Confirm(proposal))
    with refused("may not"):
        district.does(opened.registrar, Confirm(proposal))
    district.write(None, new, Confirm(proposal))
    assert district.roster.root == new.public
    with refused("signature"):
        district.write(None, old, SetRegistrar(opened.outside.id, on=True))
    district.write(None, new, SetRegistrar(opened.outside.id, on=True))
    assert district.roster.first_root == old.public


def test_what_the_root_keeps_and_what_it_gives_up(opened: Opened) -> None:
    district, system = opened.district, SigningKey.generate()
    for act in (Person("Gil").added(), Gone(opened.holder.id), Open(), NewEpoch(opened.queue, 1, KEYS[6])):
        with refused("may not"):
            district.root_does(act)
    for act in (SetRegistrar(opened.outside.id, on=True), SetSystem(system.public)):
        with refused("may not"):
            district.does(opened.registrar, act)
        district.root_does(act)
    assert district.roster.system_keys == (system.public, district.system.public)


def test_before_it_opens_the_root_does_everything_and_others_nothing() -> None:
    district, ana, ben = District(), Person("Ana"), Person("Ben")
    district.root_does(ana.added(), ben.added(), SetRegistrar(ana.id, on=True))
    with refused("may not"):
        district.does(ana, Person("Cy").added())
    with refused("may not"):
        district.does(ana, Leave(new_id(), ana.id))
    with refused("two registrars"):
        district.root_does(Open())
    district.root_does(SetRegistrar(ben.id, on=True))
    queue = new_id()
    district.root_does(NewQueue(queue, "Q", "counselor", KEYS[7], (ana.id,), ()))
    with refused("two members"):
        district.root_does(Open())
    district.root_does(Enter(queue, ben.id, lead=True), Open())
    assert district.roster.opened


def test_a_key_that_was_somebodys_never_becomes_anothers(opened: Opened) -> None:
    district = opened.district
    for thief in (
        Person("X", key=opened.holder.key),
        Person("X", x=opened.holder.x),
        Person("X", id=opened.holder.id, key=opened.holder.key),
        Person("X", x=KEYS[0]),
    ):
        with refused("somebody's already"):
            district.does(opened.registrar, thief.added())
    for act in (SetSystem(opened.holder.key.public), SetRoot(district.root.public)):
        with refused("used before"):
            district.root_does(act)


def test_a_public_key_that_nothing_can_be_sealed_to_is_refused(opened: Opened) -> None:
    for x in (b"\xff" * 1216, opened.holder.x[:1184] + bytes(32)):
        with refused("malformed"):
            opened.district.does(opened.registrar, Person("X", x=x).added())
        with refused("malformed"):
            opened.district.does(opened.holder, NewEpoch(opened.queue, 1, x))


def test_an_entry_stands_in_its_place_or_nowhere(opened: Opened) -> None:
    district = opened.district
    roster = district.roster
    act = Leave(opened.queue, opened.holder.id)
    for n, prev in [
        (roster.length + 1, roster.head),
        (roster.length - 1, roster.head),
        (roster.length, NO_HEAD),
    ]:
        raw = write(n, prev, AT, opened.holder.id, act)
        with refused("does not follow"):
            roster.extend(raw, sign(raw, opened.holder.key))
    with refused("does not follow"):
        roster.extend(*district.entries[3])
    with refused("signature"):
        Roster(DISTRICT).extend(*_signed(write(0, NO_HEAD, AT, None, Open()), district.root))
    with refused("another district"):
        Roster(new_id()).extend(*district.entries[0])
    with refused("begins once"):
        district.root_does(Begin(DISTRICT, "Again", district.root.public, district.system.public))


def _signed(raw: bytes, key: SigningKey) -> tuple[bytes, bytes]:
    return raw, sign(raw, key)


def test_a_signature_that_is_anothers_is_refused(opened: Opened) -> None:
    roster = opened.district.roster
    raw = write(roster.length, roster.head, AT, opened.registrar.id, Person("X").added())
    for signature in (sign(raw, opened.second.key), sign(raw + b" ", opened.registrar.key), b"", bytes(64)):
        with refused("signature"):
            roster.extend(raw, signature)


def test_a_draft_is_refused_before_anybody_signs_it(opened: Opened) -> None:
    roster = opened.district.roster
    with refused("may not"):
        roster.draft(opened.holder.id, AT, Enter(opened.queue, opened.outside.id, lead=False))
    raw = roster.draft(opened.holder.id, AT, Leave(opened.queue, opened.holder.id))
    assert json.loads(raw) == {
        "n": roster.length,
        "prev": roster.head.hex(),
        "at": AT,
        "by": opened.holder.id.hex(),
        "do": "leave",
        "queue": opened.queue.hex(),
        "member": opened.holder.id.hex(),
    }


MALFORMED = {
    "an unknown act": {"do": "rule"},
    "a member too many": {"more": 1},
    "a number as text": {"n": "9"},
    "a number that is true": {"n": True},
    "a time before time": {"at": -1},
    "upper case": {"member": "AB" * 16},
    "an id too short": {"member": "ab"},
    "a space in an id": {"member": " " + "ab" * 16},
    "a number for an id": {"queue": 5},
    "nobody": {"by": None},
    "no act": {"do": None},
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_entry_is_refused(opened: Opened, name: str) -> None:
    roster = opened.district.roster
    good = json.loads(write(roster.length, roster.head, AT, opened.lead.id, Gone(opened.holder.id)))
    good |= {"do": "leave", "queue": opened.queue.hex()}
    raw = json.dumps(good | MALFORMED[name]).encode()
    with refused("malformed"):
        roster.extend(raw, sign(raw, opened.lead.key))
    spaced = json.dumps(good, indent=3).encode()
    assert roster.extend(spaced, sign(spaced, opened.lead.key)).length == roster.length + 1


@pytest.mark.parametrize("name", ["prev", "by", "queue", "member"])
def test_binary_is_written_in_lower_case(opened: Opened, name: str) -> None:
    roster = opened.district.roster
    act = Leave(opened.queue, opened.holder.id)
    good = json.loads(write(roster.length, roster.head, AT, opened.lead.id, act))
    raw = json.dumps(good | {name: good[name].upper()}).encode()
    with refused("malformed"):
        roster.extend(raw, sign(raw, opened.lead.key))


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"n":1,"n":1}', b"\xff", b" " * 70_000])
def test_what_is_no_entry_is_refused(opened: Opened, raw: bytes) -> None:
    with refused("malformed"):
        opened.district.roster.extend(raw, sign(raw, opened.lead.key))


@pytest.mark.parametrize("name", ["", "x" * 201])
def test_a_name_has_one_to_two_hundred_letters(opened: Opened, name: str) -> None:
    with refused("malformed"):
        opened.district.does(opened.registrar, Person(name).added())
