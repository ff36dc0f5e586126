"""The window at which the service answers the partner's process: what is asked for there, and nothing besides."""

import re
from collections.abc import Callable, Mapping

from reporting.app.house import House
from reporting.app.window_line import Answer, Question
from reporting.model.ids import MemberId, OrganizationId, PacketId, SchoolId
from reporting.model.measure import Step
from reporting.vault.notation import ID_LENGTH, Unreadable

_KIND = re.compile("[a-z_]{0,32}")


class PartnerWindow:
    """A question names what it asks; what is not understood has an empty answer."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._answers: Mapping[str, Callable[[Question], Answer]] = {
            "who": self._who,
            "name": self._name,
            "shred_key": self._shred_key,
            "signer": self._signer,
            "terms": self._terms,
            "mails": self._mails,
            "hours": self._hours,
            "count": self._count,
        }

    def __call__(self, asked: Question) -> Answer:
        """Raises ValueError for words that are no ids."""
        answer = self._answers.get(asked.get("ask", ""))
        return {} if answer is None else answer(asked)

    def _who(self, _asked: Question) -> Answer:
        """What the process keeps in RAM: the key for names of people at partners, and to what errands are sealed."""
        partner = self._house.referring.partner_ground
        return {
            "district": partner.district.hex(),
            "key": partner.key.hex(),
            "errands": partner.errands.raw.hex(),
        }

    def _name(self, _asked: Question) -> Answer:
        roll = self._house.ground.roll
        return {"line": roll.line_name(), "zone": roll.zone().key}

    def _shred_key(self, asked: Question) -> Answer:
        """For whoever shows that they opened the packet."""
        packet, thing = PacketId(_id(asked, "packet")), _id(asked, "thing")
        public = bytes.fromhex(asked.get("public", ""))
        found = self._house.referring.partner_service.shred_key_for(packet, public, thing)
        return {} if found is None else {"key": found.hex()}

    def _signer(self, asked: Question) -> Answer:
        """A member's public key of that day; their name stays here."""
        believed = self._house.ground.roll.believed()
        try:
            found = believed.member_ed(MemberId(_id(asked, "member")), int(asked.get("entry", "")))
        except Unreadable:
            return {}
        return {"key": found.hex()}

    def _terms(self, asked: Question) -> Answer:
        found = self._house.referring.partner_service.terms(OrganizationId(_id(asked, "of")))
        return {"danger": found.danger, "hours": found.hours}

    def _mails(self, asked: Question) -> Answer:
        return {"mails": self._house.referring.partner_service.mails(OrganizationId(_id(asked, "of")))}

    def _hours(self, asked: Question) -> Answer:
        taken = self._house.referring.hours.of_organization(OrganizationId(_id(asked, "of")))
        return {"taken": [[one.starts.isoformat(), one.where] for one in taken]}

    def _count(self, asked: Question) -> Answer:
        """What a packet's sealed tag said, from RAM to RAM: here it waits until there are five of a kind."""
        school = SchoolId(_id(asked, "school")) if asked.get("school") else None
        steps, category = [Step(one) for one in asked.get("steps", "").split()], asked.get("category", "")
        # What is published is counted here: nobody makes up schools or kinds for it.
        if (school is not None and not self._house.ground.roll.school_name(school)) or not _KIND.fullmatch(
            category
        ):
            return {}
        self._house.referring.partner_service.count(self._house.foundation.clock(), school, category, steps)
        return {"counted": True}


def _id(asked: Question, name: str) -> bytes:
    """Raises ValueError."""
    found = bytes.fromhex(asked.get(name, ""))
    if len(found) != ID_LENGTH:
        raise ValueError(name)
    return found
