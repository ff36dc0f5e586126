"""What lies in the databases when everything is over, read from outside as a careful administrator could."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from reporting.model.ids import DistrictId
from reporting.model.kind import Kind
from reporting.vigil.shadow import shadow_of

FIRST = {"web": Kind.WEB, "sms": Kind.SMS}
WITH_IT = {Kind.TRIAGE, Kind.SUMMARY}


@dataclass(frozen=True, slots=True)
class Stored:
    """One thread, without a key to it."""

    id: bytes
    reference: str
    severity: str
    channel: str
    kinds: tuple[int, ...]
    last_seq: int
    receipts: int
    wraps: int
    pages: int

    @property
    def half(self) -> list[str]:
        """What is missing of it."""
        missing = []
        if FIRST[self.channel] not in self.kinds:
            missing.append("the student's words")
        if not set(self.kinds) >= WITH_IT:
            missing.append("the triage or the summary")
        if len(self.kinds) != self.last_seq:
            missing.append(f"messages: {len(self.kinds)} of {self.last_seq}")
        if self.channel == "web" and self.receipts != 1:
            missing.append("the receipt")
        if not self.wraps:
            missing.append("every key")
        if self.severity == "urgent" and not self.pages:
            missing.append("the page")
        return missing


def stored(url: str) -> list[Stored]:
    """All that people wrote. A test of the line that a kill cut off is nobody's, and is swept by the next one."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as conn:
        kinds: dict[bytes, list[int]] = defaultdict(list)
        for thread, kind in conn.execute(text("SELECT thread, kind FROM message ORDER BY thread, seq")):
            kinds[bytes(thread)].append(kind)

        def counted(statement: str) -> dict[bytes, int]:
            return {bytes(key): count for key, count in conn.execute(text(statement))}

        receipts = counted("SELECT thread, count(*) FROM receipt GROUP BY thread")
        wraps = counted("SELECT thread, count(*) FROM thread_wrap GROUP BY thread")
        pages = counted("SELECT about, count(*) FROM notify_page WHERE about IS NOT NULL GROUP BY about")
        districts = conn.execute(text("SELECT district FROM district")).scalars()
        shadows = {bytes(shadow_of(DistrictId(bytes(each)))) for each in districts}
        rows = conn.execute(
            text("SELECT district, id, reference, severity, channel, last_seq FROM thread")
        ).all()
    engine.dispose()
    return [
        Stored(
            bytes(row.id),
            row.reference,
            row.severity,
            row.channel,
            tuple(kinds[bytes(row.id)]),
            row.last_seq,
            receipts.get(bytes(row.id), 0),
            wraps.get(bytes(row.id), 0),
            pages.get(bytes(row.id), 0),
        )
        for row in rows
        if bytes(row.district) not in shadows
    ]


def sqlite_address(home: Path) -> str:
    return f"sqlite:///{home / 'quietline.db'}"
