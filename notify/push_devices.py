"""Browsers in which a member of staff allowed pages. A subscription rests sealed: its address names the browser."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, insert, select

from notify.ports import Sealer
from notify.tables import PushDevice

MOST = 6  # of one person: a phone, a tablet, a desk; more are forgotten browsers
LONGEST = 1000  # characters of an address or key
# Whose servers browsers name (Chrome and Edge, Firefox, Safari, old Edge). We send to no other: an address that a
# browser hands in is a request that we make.
HOSTS = frozenset(
    {"fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com", "notify.windows.com"}
)


class NoSubscription(ValueError):
    """What the browser handed in cannot be used: `known` says whether only its server is not one of ours."""

    def __init__(self, *, known: bool) -> None:
        super().__init__("no subscription of a push service that is known here")
        self.known = known


@dataclass(frozen=True, slots=True)
class Device:
    """One browser of a person, as they named it; `since` in UTC."""

    device: bytes
    since: datetime
    label: str


def subscription(text: str, hosts: Collection[str]) -> str:
    """A browser's `PushSubscription` as JSON, cut down to what is needed (W3C Push API). Raises NoSubscription."""
    try:
        given = json.loads(text)
        endpoint, keys = given["endpoint"], given["keys"]
        kept = {"endpoint": endpoint, "keys": {"p256dh": keys["p256dh"], "auth": keys["auth"]}}
        words = [endpoint, *kept["keys"].values()]
        fits = all(isinstance(word, str) and 0 < len(word) <= LONGEST for word in words)
        address = urlsplit(endpoint if fits else "")
        host, scheme = address.hostname or "", address.scheme
    except (ValueError, TypeError, KeyError):
        raise NoSubscription(known=False) from None
    if not fits:
        raise NoSubscription(known=False)
    if not any(host == one or host.endswith(f".{one}") for one in hosts):
        raise NoSubscription(known=True)
    if scheme != "https" and host != "localhost":
        raise NoSubscription(known=True)
    return json.dumps(kept, separators=(",", ":"))


def fingerprint(endpoint: str) -> bytes:
    """Of an address that holds enough randomness to need no key: finds a device again, and names none."""
    return hashlib.sha256(b"notify push " + endpoint.encode()).digest()


def save_device(
    conn: Connection,
    *,
    district: bytes,
    person: bytes,
    device: bytes,
    kept: str,
    label: str,
    sealer: Sealer,
    now: datetime,
) -> None:
    """`kept` comes from `subscription`. The same browser once; of too many the oldest goes."""
    mark = fingerprint(json.loads(kept)["endpoint"])
    conn.execute(delete(PushDevice).where(PushDevice.district == district, PushDevice.mark == mark))
    conn.execute(
        insert(PushDevice).values(
            district=district,
            device=device,
            person=person,
            mark=mark,
            subscription=sealer.seal(kept.encode(), device),
            label=label,
            created_at=int(now.timestamp()),
        )
    )
    mine = (PushDevice.district == district, PushDevice.person == person)
    newest = select(PushDevice.device).where(*mine).order_by(PushDevice.created_at.desc(), PushDevice.device)
    kept_ids = conn.execute(newest.limit(MOST)).scalars().all()
    conn.execute(delete(PushDevice).where(*mine, PushDevice.device.not_in(kept_ids)))


def devices(conn: Connection, *, district: bytes, person: bytes) -> Sequence[Device]:
    """Oldest first."""
    found = conn.execute(
        select(PushDevice.device, PushDevice.created_at, PushDevice.label)
        .where(PushDevice.district == district, PushDevice.person == person)
        .order_by(PushDevice.created_at, PushDevice.device)
    )
    return [Device(each.device, datetime.fromtimestamp(each.created_at, UTC), each.label) for each in found]


def subscriptions(conn: Connection, *, district: bytes, person: bytes, sealer: Sealer) -> str:
    """All of a person's, as one JSON list: one message goes to each. Raises LookupError, Unopenable."""
    found = conn.execute(
        select(PushDevice.device, PushDevice.subscription)
        .where(PushDevice.district == district, PushDevice.person == person)
        .order_by(PushDevice.created_at.desc())
    ).all()
    if not found:
        raise LookupError("no browser is known of this person")
    opened: list[Any] = [json.loads(sealer.open(each.subscription, each.device)) for each in found]
    return json.dumps(opened, separators=(",", ":"))


def persons_with_devices(conn: Connection, *, district: bytes) -> frozenset[bytes]:
    found = conn.execute(
        select(PushDevice.person).where(PushDevice.district == district).group_by(PushDevice.person)
    )
    return frozenset(found.scalars())


def drop_device(conn: Connection, *, district: bytes, person: bytes, device: bytes) -> bool:
    """False where there was none: another tab was faster."""
    done = conn.execute(
        delete(PushDevice).where(
            PushDevice.district == district, PushDevice.person == person, PushDevice.device == device
        )
    )
    return bool(done.rowcount)


def drop_gone(conn: Connection, *, marks: Collection[bytes]) -> None:
    """What its push service does not know any more (410, 404)."""
    conn.execute(delete(PushDevice).where(PushDevice.mark.in_(marks)))


def drop_devices_of(conn: Connection, *, district: bytes, person: bytes) -> None:
    conn.execute(delete(PushDevice).where(PushDevice.district == district, PushDevice.person == person))
