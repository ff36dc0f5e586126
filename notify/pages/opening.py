"""Calling for a person, inside the caller's transaction. There is no parameter for what it is about."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from notify.escalation import Policy
from notify.oncall import TeamLadder, ladder
from notify.outbox import Class, Trigger, enqueue
from notify.pages.drilled import call_off
from notify.ports import Persons
from notify.tables import Escalation, Page, insert_if_absent


@dataclass(frozen=True, slots=True)
class Contingent:
    """A message written beforehand, for somebody whose number is not kept: it goes when its trigger comes.

    Recipient and body are sealed to `row_id`. Without `delay_s` the policy's "nobody reached" time holds.
    """

    row_id: bytes
    trigger: Trigger
    sealed_to: bytes
    sealed_body: bytes
    sender: str
    sealer: str = "out"
    delay_s: int | None = None
    about: bytes | None = None


def page(
    conn: Connection,
    *,
    district: bytes,
    page_id: bytes,
    reference: str,
    team: bytes,
    now: datetime,
    severity: str = "urgent",
    excluded: Persons = (),
    able: Persons = (),
    contingent: Sequence[Contingent] = (),
    coalesce_key: bytes | None = None,
    about: bytes | None = None,
) -> None:
    """Ask the team's ladder for a person. Joins its open climb, if there is one with the same `excluded` and `able`.

    `able` are all who can do something about it, in the rota or not: nobody else of the team is called, and the
    ladder goes on to them. Empty: whoever the team's route allows.

    `about` is the caller's own id and comes back. Pages with other excluded persons never share a climb:
    a count would tell those persons that something exists. `coalesce_key` narrows what may be joined.

    A drill that is on ends here, in the same transaction.
    """
    began = begin(
        conn,
        district=district,
        page_id=page_id,
        reference=reference,
        team=team,
        now=now,
        severity=severity,
        excluded=excluded,
        able=able,
        coalesce_key=coalesce_key,
        about=about,
    )
    policy = Policy.from_json(began.policy)
    for each in contingent:
        enqueue(
            conn,
            district=district,
            row_id=each.row_id,
            class_=Class.REPLY,
            sealed_to=each.sealed_to,
            sealed_body=each.sealed_body,
            sealer=each.sealer,
            sender=each.sender,
            now=now,
            page=page_id,
            about=each.about,
            trigger=each.trigger,
            delay_s=policy.tell_after_s if each.delay_s is None else each.delay_s,
        )
    call_off(conn, district=district, now=now)


def begin(
    conn: Connection,
    *,
    district: bytes,
    page_id: bytes,
    reference: str,
    team: bytes,
    now: datetime,
    severity: str,
    excluded: Persons = (),
    able: Persons = (),
    coalesce_key: bytes | None = None,
    about: bytes | None = None,
) -> Any:
    """The page and its climb, as `page` describes them; of a real page and of a drill alike. The climb's row."""
    at = int(now.timestamp())
    rules = ladder(conn, district=district, team=team)
    lane = lane_of(coalesce_key or team, excluded, able)
    began = open_climb(
        conn,
        district=district,
        team=team,
        lane=lane,
        rules=rules,
        excluded=excluded,
        able=able,
        seed=page_id,
        at=at,
    )
    policy = Policy.from_json(began.policy)
    conn.execute(
        insert(Page).values(
            district=district,
            page=page_id,
            reference=reference,
            severity=severity,
            about=about,
            team=team,
            lane=lane,
            escalation=began.escalation,
            state="open",
            created_at=at,
            tell_at=at + policy.tell_after_s,
            notice_due=False,
        )
    )
    return began


def derived_id(purpose: str, *parts: bytes) -> bytes:
    """An id that a unit finds again when it is run a second time."""
    return hashlib.sha256(b"\0".join((purpose.encode(), *parts))).digest()[:16]


def lane_of(what: bytes, excluded: Persons, able: Persons = ()) -> bytes:
    return derived_id("lane", what, *sorted(excluded), b"able", *sorted(able))


def open_climb(
    conn: Connection,
    *,
    district: bytes,
    team: bytes,
    lane: bytes,
    rules: TeamLadder | None,
    excluded: Persons,
    able: Persons = (),
    seed: bytes,
    at: int,
    passed: Persons = (),
) -> Any:
    """The lane's open climb, locked, due now; begun if there is none. Of two that begin at once, one joins."""
    policy = (rules.policy if rules else Policy()).at_speed()
    fresh: dict[str, Any] = {
        "district": district,
        "escalation": derived_id("escalation", seed, lane, *passed),
        "team": team,
        "lane": lane,
        "state": "open",
        "policy": policy.to_json(),
        "sender": rules.sender if rules else "",
        "zone": rules.zone if rules else "UTC",
        "excluded": sorted(person.hex() for person in excluded),
        "able": sorted(person.hex() for person in able),
        "passed": [person.hex() for person in passed],
        "round": 0,
        "began_at": at,
        "due_at": at,
    }
    found = _locked(conn, district, lane)
    if found is None:
        insert_if_absent(conn, Escalation, fresh)
        found = _locked(conn, district, lane)
        if found is None:
            raise RuntimeError("A climb that was just begun is gone; run the unit again.")
    joined = sorted({*found.passed, *(person.hex() for person in passed)})
    conn.execute(
        update(Escalation)
        .where(Escalation.district == district, Escalation.escalation == found.escalation)
        .values(due_at=at, passed=joined)
    )
    return found


def _locked(conn: Connection, district: bytes, lane: bytes) -> Any:
    return conn.execute(
        select(Escalation.escalation, Escalation.policy, Escalation.passed)
        .where(Escalation.district == district, Escalation.lane == lane, Escalation.state == "open")
        .with_for_update()
    ).one_or_none()
