"""Who may write what into the roster, and what it changes. One signer an entry; two-person acts wait.

Before `open` the root does everything. Afterwards registrars do the daily work, but nobody enters
a queue unless a holder of its key has seen the name and agreed: an administrator could otherwise
invite a second self and receive the key.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from reporting.model.ids import MemberId, QueueId
from reporting.vault.notation import Unreadable
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
from reporting.vault.roster_entry import Entry, RosterRefused
from reporting.vault.roster_state import Covering, MemberKeys, RosterMember, RosterQueue, RosterState, frozen
from reporting.vault.xwing import public_key

S = TypeVar("S", bound=RosterState)

FEWEST = 2
LONGEST_COVER_S = 366 * 86_400
TWO_PERSON = (NewQueue, Enter, Cover, SetRoot)


def signer_key(state: RosterState, entry: Entry) -> bytes:
    """The public key that must have signed the entry. Raises RosterRefused for an unknown signer."""
    if isinstance(entry.act, Begin):
        return entry.act.root
    if entry.by is None:
        return _new_root(state, entry.act) or state.root
    member = state.active_member(entry.by)
    if member is None:
        raise RosterRefused("its signer is not an active member")
    return member.ed


def _new_root(state: RosterState, act: Act) -> bytes | None:
    """The key that confirms itself as the new root, when that is what the act does."""
    proposal = state.pending.get(act.entry) if isinstance(act, Confirm) else None
    return proposal.act.pk if proposal and isinstance(proposal.act, SetRoot) else None


def apply(state: S, entry: Entry) -> S:
    """The state after an entry whose signature was verified. Raises RosterRefused."""
    _need(isinstance(entry.act, Begin) == (state.length == 0), "a roster begins once, with its first entry")
    _need(_allowed(state, entry), "this signer may not do that")
    if isinstance(entry.act, Confirm):
        return _confirm(state, entry, entry.act)
    changed = _effect(state, entry)
    if state.opened and isinstance(entry.act, TWO_PERSON):
        return replace(state, pending=frozen({**state.pending, entry.n: entry}))
    return changed


def _need(condition: object, reason: str) -> None:
    if not condition:
        raise RosterRefused(reason)


def _allowed(state: RosterState, entry: Entry) -> bool:
    if not state.opened:
        before = (Begin, AddMember, SetRegistrar, SetSystem, NewQueue, Enter, Open)
        return entry.by is None and isinstance(entry.act, before)
    if isinstance(entry.act, Confirm):
        return _may_confirm(state, entry.by, state.pending.get(entry.act.entry))
    return _allowed_after(state, entry.by, entry.act)


def _allowed_after(state: RosterState, by: MemberId | None, act: Act) -> bool:
    match act:
        case SetRegistrar() | SetSystem() | SetRoot():
            return by is None
        case AddMember() | NewQueue() | Enter() | Cover():
            return _is_registrar(state, by)
        case Leave(queue, member):
            return by == member or _is_registrar(state, by) or _leads(state, by, [QueueId(queue)])
        case Gone(member):
            return _is_registrar(state, by) or _leads(state, by, state.queues_of(member))
        case NewEpoch(queue):
            return _holds(state, by, queue)
        case _:
            return False


def _may_confirm(state: RosterState, by: MemberId | None, proposal: Entry | None) -> bool:
    match proposal:
        case Entry(act=SetRoot()):
            return by is None
        case Entry(act=NewQueue(), by=proposer):
            return by != proposer and (_is_registrar(state, by) or bool(by and state.led_by(by)))
        case Entry(act=Enter(queue), by=proposer):
            return by != proposer and _holds(state, by, queue)
        case Entry(act=Cover(queue), by=proposer):
            return by != proposer and _holds(state, by, queue)
        case _:
            return False


def _is_registrar(state: RosterState, by: MemberId | None) -> bool:
    member = state.active_member(by)
    return member is not None and member.registrar


def _leads(state: RosterState, by: MemberId | None, queues: Iterable[QueueId]) -> bool:
    return any(queue in state.queues and by in state.queues[queue].leads for queue in queues)


def _holds(state: RosterState, by: MemberId | None, queue: bytes) -> bool:
    found = state.queues.get(QueueId(queue))
    return found is not None and by in found.members


def _confirm(state: S, entry: Entry, act: Confirm) -> S:
    proposal = state.pending[act.entry]
    # The proposer may have left since, or the queue may have changed: everything is asked again.
    _need(proposal.by is None or _is_registrar(state, proposal.by), "its proposer is no longer a registrar")
    changed = _effect(state, replace(proposal, n=entry.n))
    return replace(changed, pending=frozen({n: one for n, one in changed.pending.items() if n != act.entry}))


def _effect(state: S, entry: Entry) -> S:
    changed: S = _EFFECTS[type(entry.act)](state, entry, entry.act)
    return changed


def _begin(state: S, _entry: Entry, act: Begin) -> S:
    _need(act.district == state.district, "it is another district's")
    return replace(
        state,
        name=act.name,
        first_root=act.root,
        root=act.root,
        system_keys=(act.system,),
        used_keys=frozenset({act.root, act.system}),
    )


def _add_member(state: S, entry: Entry, act: AddMember) -> S:
    _check_public(act.x)
    fresh = state.used_keys.isdisjoint({act.ed, act.x})
    _need(fresh and act.ed != act.x, "these keys are or were somebody's already")
    cleared = _without(state, act.member, entry.n)
    known = cleared.members.get(MemberId(act.member))
    keys = MemberKeys(entry.n, None, act.ed, act.x)
    member = RosterMember(
        MemberId(act.member), act.name, registrar=False, keys=(*(known.keys if known else ()), keys)
    )
    return replace(
        cleared,
        members=frozen({**cleared.members, member.id: member}),
        used_keys=cleared.used_keys | {act.ed, act.x},
    )


def _set_registrar(state: S, _entry: Entry, act: SetRegistrar) -> S:
    member = state.active_member(act.member)
    if member is None:
        raise RosterRefused("a registrar is an active member")
    return replace(state, members=frozen({**state.members, member.id: replace(member, registrar=act.on)}))


def _set_system(state: S, _entry: Entry, act: SetSystem) -> S:
    _need(act.pk not in state.used_keys, "this key was used before")
    return replace(state, system_keys=(act.pk, *state.system_keys), used_keys=state.used_keys | {act.pk})


def _set_root(state: S, _entry: Entry, act: SetRoot) -> S:
    _need(act.pk not in state.used_keys, "this key was used before")
    return replace(state, root=act.pk, used_keys=state.used_keys | {act.pk})


def _new_queue(state: S, _entry: Entry, act: NewQueue) -> S:
    _check_public(act.pk)
    _need(QueueId(act.queue) not in state.queues, "this queue exists")
    _need(act.pk not in state.used_keys, "this key was used before")
    members, leads = frozenset(map(MemberId, act.members)), frozenset(map(MemberId, act.leads))
    _need(len(members) == len(act.members) and len(leads) == len(act.leads), "somebody is named twice")
    _need(all(map(state.active_member, members)), "its members must be active")
    _need(leads <= members, "a lead is a member of the queue")
    # Its seed is forgotten after it was wrapped: one holder alone could lose it.
    fewest = FEWEST if state.opened else 1
    _need(len(members) >= fewest, f"a queue needs {fewest} members")
    queue = RosterQueue(QueueId(act.queue), act.name, act.kind, 0, act.pk, members, leads)
    return replace(
        state, queues=frozen({**state.queues, queue.id: queue}), used_keys=state.used_keys | {act.pk}
    )


def _enter(state: S, _entry: Entry, act: Enter) -> S:
    queue = _queue(state, act.queue)
    member = state.active_member(act.member)
    if member is None:
        raise RosterRefused("only an active member enters a queue")
    _need(
        member.id not in queue.members or (member.id in queue.leads) != act.lead,
        "the member is there already",
    )
    leads = queue.leads | {member.id} if act.lead else queue.leads - {member.id}
    covers = tuple(one for one in queue.covers if one.member != member.id)
    return _with_queue(state, replace(queue, members=queue.members | {member.id}, leads=leads, covers=covers))


def _cover(state: S, entry: Entry, act: Cover) -> S:
    queue = _queue(state, act.queue)
    member = state.active_member(act.member)
    if member is None:
        raise RosterRefused("only an active member stands in")
    _need(not state.queues_of(member.id), "a substitute holds the key of no queue")
    _need(not member.registrar, "a registrar is no substitute")
    _need(entry.at < act.until <= entry.at + LONGEST_COVER_S, "a cover ends, and within a year")
    others = tuple(one for one in queue.covers if one.member != member.id)
    covering = Covering(member.id, act.until, queue.epoch)
    return _with_queue(state, replace(queue, covers=(*others, covering)))


def _leave(state: S, _entry: Entry, act: Leave) -> S:
    queue = _queue(state, act.queue)
    _need(act.member in queue.members, "the member is not in this queue")
    left = _with_queue(state, _left(queue, act.member))
    stale = [n for n, one in left.pending.items() if _enters(one.act, act.member, act.queue)]
    return replace(left, pending=frozen({n: one for n, one in left.pending.items() if n not in stale}))


def _gone(state: S, entry: Entry, act: Gone) -> S:
    _need(state.active_member(act.member), "the member is not active")
    return _without(state, act.member, entry.n)


def _new_epoch(state: S, _entry: Entry, act: NewEpoch) -> S:
    _check_public(act.pk)
    queue = _queue(state, act.queue)
    _need(act.epoch == queue.epoch + 1, "epochs follow one another")
    _need(act.pk not in state.used_keys, "this key was used before")
    changed = _with_queue(state, replace(queue, epoch=act.epoch, pk=act.pk))
    return replace(changed, used_keys=state.used_keys | {act.pk})


def _open(state: S, _entry: Entry, _act: Open) -> S:
    registrars = [one for one in state.members.values() if one.active and one.registrar]
    _need(len(registrars) >= FEWEST, "two registrars are needed first")
    _need(
        all(len(queue.members) >= FEWEST for queue in state.queues.values()),
        "every queue needs two members first",
    )
    return replace(state, opened=True)


_EFFECTS: dict[type[Act], Callable[[Any, Entry, Any], Any]] = {
    Begin: _begin,
    AddMember: _add_member,
    SetRegistrar: _set_registrar,
    SetSystem: _set_system,
    SetRoot: _set_root,
    NewQueue: _new_queue,
    Enter: _enter,
    Cover: _cover,
    Leave: _leave,
    Gone: _gone,
    NewEpoch: _new_epoch,
    Open: _open,
}


def _queue(state: RosterState, queue: bytes) -> RosterQueue:
    found = state.queues.get(QueueId(queue))
    if found is None:
        raise RosterRefused("there is no such queue")
    return found


def _with_queue(state: S, queue: RosterQueue) -> S:
    return replace(state, queues=frozen({**state.queues, queue.id: queue}))


def _left(queue: RosterQueue, member: bytes) -> RosterQueue:
    return replace(
        queue,
        members=queue.members - {member},
        leads=queue.leads - {member},
        covers=tuple(one for one in queue.covers if one.member != member),
    )


def _without(state: S, member: bytes, n: int) -> S:
    """Out of every queue, out of office, keys ended at entry `n`, and no proposal names them any more."""
    known = state.members.get(MemberId(member))
    members = dict(state.members)
    if known and known.active:
        ended = (*known.keys[:-1], replace(known.keys[-1], until=n))
        members[known.id] = replace(known, registrar=False, keys=ended)
    return replace(
        state,
        members=frozen(members),
        queues=frozen({one.id: _left(one, member) for one in state.queues.values()}),
        pending=frozen({k: one for k, one in state.pending.items() if not _names(one.act, member)}),
    )


def _names(act: Act, member: bytes) -> bool:
    return _enters(act, member) or (isinstance(act, NewQueue) and member in act.members)


def _enters(act: Act, member: bytes, queue: bytes | None = None) -> bool:
    return isinstance(act, Enter | Cover) and act.member == member and queue in {None, act.queue}


def _check_public(raw: bytes) -> None:
    try:
        public_key(raw)
    except Unreadable:
        raise RosterRefused("a public key is malformed") from None
