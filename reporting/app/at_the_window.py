"""The partner's process at the service's window: what it needs and may not have."""

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from reporting.app.window_line import Answer, WindowShut, ask
from reporting.cases.opened_message import Believed
from reporting.model.ids import DistrictId, MemberId, OrganizationId, PacketId, SchoolId
from reporting.model.measure import Step
from reporting.referrals.booking import TakenHour
from reporting.referrals.partner_ground import PartnerTerms
from reporting.vault.notation import Unreadable
from reporting.vault.xwing import PrivateKey, PublicKey

_log = logging.getLogger("reporting.app")


class AtTheWindow:
    """Satisfies `Service`. Every call raises WindowShut where the service does not answer."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def ground(self) -> tuple[DistrictId, bytes, PublicKey]:
        """District, the key for names of people at partners, and to what errands are sealed."""
        said = self._ask("who")
        return (
            DistrictId(bytes.fromhex(said["district"])),
            bytes.fromhex(said["key"]),
            PublicKey(bytes.fromhex(said["errands"])),
        )

    def name(self) -> tuple[str, str]:
        """What the line is called, and in which zone the district lies."""
        said = self._ask("name")
        return str(said["line"]), str(said["zone"])

    def answers(self) -> bool:
        try:
            self._ask("name")
        except WindowShut:
            return False
        return True

    def shred_key(self, packet: PacketId, seed: bytes, thing: bytes) -> bytes | None:
        public = PrivateKey(seed).public.raw
        return _key(self._ask("shred_key", packet=packet.hex(), thing=thing.hex(), public=public.hex()))

    def believed(self) -> Believed:
        return Believed(self._member_ed, ())

    def terms(self, organization: OrganizationId) -> PartnerTerms:
        said = self._ask("terms", of=organization.hex())
        return PartnerTerms(str(said.get("danger", "")), str(said.get("hours", "")))

    def mails(self, organization: OrganizationId) -> bool:
        return self._ask("mails", of=organization.hex()).get("mails") is True

    def hours_of(self, organization: OrganizationId) -> tuple[TakenHour, ...]:
        taken = self._ask("hours", of=organization.hex()).get("taken", [])
        return tuple(TakenHour(datetime.fromisoformat(starts), str(where)) for starts, where in taken)

    def count(self, now: datetime, school: SchoolId | None, category: str, steps: Iterable[Step]) -> None:
        """What was said is stored already: a count that is lost undoes it not."""
        del now
        of = school.hex() if school else ""
        try:
            self._ask("count", school=of, category=category, steps=" ".join(steps))
        except WindowShut:
            _log.warning("a step of a referral was not counted: the service does not answer")

    def _member_ed(self, member: MemberId, entry: int) -> bytes:
        """Raises Unreadable."""
        found = _key(self._ask("signer", member=member.hex(), entry=str(entry)))
        if found is None:
            raise Unreadable
        return found

    def _ask(self, what: str, **more: str) -> Answer:
        return ask(self._path, {"ask": what, **more})


def _key(said: Answer) -> bytes | None:
    found: Any = said.get("key")
    return bytes.fromhex(found) if isinstance(found, str) else None
