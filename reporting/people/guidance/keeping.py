"""First replies and steps by kind of danger: the district's own where it wrote some, else those that are shipped."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy import Connection

from notify.ports import Unopenable
from reporting.model.danger import Danger
from reporting.people.ground import Ground
from reporting.people.guidance import questions_en, questions_es, shipped_en, shipped_es
from reporting.people.guidance.counsel import Counsel
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.store import guidance
from reporting.vault.service_box import ServiceBox

SHIPPED: Mapping[str, Mapping[Danger, Counsel]] = MappingProxyType(
    {"en": shipped_en.COUNSEL, "es": shipped_es.COUNSEL}
)
BY_TEXT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"en": shipped_en.BY_TEXT, "es": shipped_es.BY_TEXT}
)
QUESTIONS: Mapping[str, Mapping[Danger, tuple[str, ...]]] = MappingProxyType(
    {"en": questions_en.QUESTIONS, "es": questions_es.QUESTIONS}
)
LANGUAGES = tuple(SHIPPED)


@dataclass(frozen=True, slots=True)
class Kept:
    """`own`: the district wrote it itself."""

    counsel: Counsel
    own: bool


class Guidance:
    def __init__(self, ground: Ground, service: ServiceBox) -> None:
        self._ground = ground
        self._service = service

    def of(self, danger: Danger, lang: str) -> Kept:
        """A language that is not known is answered in English."""
        spoken = lang if lang in SHIPPED else "en"
        with self._ground.database.read() as conn:
            row = guidance.find(conn, self._ground.district, danger, spoken)
        asked = QUESTIONS[spoken][danger]
        own = None if row is None else self._opened(row, asked)
        if own is not None:
            return Kept(own, own=True)
        return Kept(replace(SHIPPED[spoken][danger], questions=asked), own=False)

    def questions(self, danger: Danger, lang: str) -> tuple[str, ...]:
        """What a student is asked about this, in their language."""
        return self.of(danger, lang).counsel.questions

    def written(self) -> frozenset[tuple[str, str]]:
        """(danger, language) of what the district wrote itself."""
        with self._ground.database.read() as conn:
            return guidance.written(conn, self._ground.district)

    def may_change(self, session: StaffSession) -> bool:
        """Registrars, and who leads a queue."""
        return session.principal.registrar or bool(session.principal.leads)

    def change(self, session: StaffSession, danger: Danger, lang: str, counsel: Counsel | None) -> None:
        """In force at once. None: the shipped words again.

        Raises: Refused("not_allowed" | "lang"), StepUpRefused("needed"): a wrong number in it is dialled at 02:10.
        """
        if not self.may_change(session):
            raise Refused("not_allowed", "Registrars change this, and who leads a queue.")
        if lang not in SHIPPED:
            raise Refused("lang", "Choose English or Spanish.")
        ground = self._ground
        session.must_be_stepped_up(ground.clock())
        row = ground.random(16)
        sealed = None if counsel is None else self._service.seal(_written(counsel), row)

        def unit(conn: Connection) -> None:
            if sealed is None:
                guidance.drop(conn, ground.district, danger, lang)
            else:
                guidance.put(conn, ground.district, guidance.GuidanceRecord(danger, lang, row, sealed))
            ground.witness.record(
                conn, minute=ground.minute(), act="changed_guidance", actor=session.member, about=None
            )

        ground.database.write(unit)

    def _opened(self, record: guidance.GuidanceRecord, asked: tuple[str, ...]) -> Counsel | None:
        """`asked`: the shipped questions, for what was written before a district could write its own."""
        try:
            fields = json.loads(self._service.open(record.sealed, record.row))
            return Counsel(
                tuple(fields["replies"]), tuple(fields["steps"]), tuple(fields.get("questions", asked))
            )
        except (Unopenable, ValueError, KeyError):
            # Another service key sealed it, or somebody wrote into the table: shipped words rather than none.
            return None


def _written(counsel: Counsel) -> bytes:
    return json.dumps(
        {"replies": counsel.replies, "steps": counsel.steps, "questions": counsel.questions}
    ).encode()
