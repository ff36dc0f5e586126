"""The audit chain: every act of office, seen by those it concerns, and by nobody else."""

from typing import Any

import pytest
from sqlalchemy import delete, update

from reporting.audit.chain import AuditChain
from reporting.audit.reading import AuditPage, AuditReading, first_broken
from reporting.store.tables.audit_entries import AuditEntryRow


def chain(town: Any) -> AuditChain:
    return AuditChain(town.doors.trust.server_key, town.doors.ground.district)


def reading(town: Any, hidden: bytes | None = None) -> AuditReading:
    return AuditReading(
        town.database,
        town.doors.trust.server_key,
        town.doors.ground.district,
        lambda _reader, about: about != hidden,
    )


def record(town: Any, act: str, *, actor: str, about: bytes, queue: bytes | None = None) -> None:
    ground = town.doors.ground
    town.database.write(
        lambda conn: ground.witness.record(
            conn, minute=ground.minute(), act=act, actor=town.members[actor], about=about, queue=queue
        )
    )


def acts(page: AuditPage) -> list[str]:
    return [line.act for line in page.lines]


def test_the_chain_of_a_founded_district_is_whole(town: Any) -> None:
    assert first_broken(town.database, chain(town)) is None


@pytest.mark.parametrize(
    "tampering",
    [
        delete(AuditEntryRow).where(AuditEntryRow.n == 3),
        update(AuditEntryRow).where(AuditEntryRow.n == 3).values(act="nothing"),
        update(AuditEntryRow).where(AuditEntryRow.n == 3).values(actor=None),
        update(AuditEntryRow).where(AuditEntryRow.n == 3).values(minute=1),
        update(AuditEntryRow).where(AuditEntryRow.n == 3).values(queue=bytes(16)),
        update(AuditEntryRow).where(AuditEntryRow.n == 3).values(object=bytes(16)),
    ],
    ids=["taken out", "another act", "another actor", "another time", "another queue", "another object"],
)
def test_an_entry_that_was_changed_or_taken_out_shows(town: Any, tampering: Any) -> None:
    town.database.write(lambda conn: conn.execute(tampering) and None)
    assert first_broken(town.database, chain(town)) == 3


def test_a_person_sees_acts_in_queues_they_read_and_their_own_and_no_others(town: Any) -> None:
    counselors, crisis = town.queue("North High counselors"), town.queue("North High crisis")
    record(town, "read", actor="Ben Brown", about=b"t" * 16, queue=counselors)
    record(town, "closed", actor="Ben Brown", about=b"u" * 16, queue=crisis)
    seen = acts(reading(town).page(town.session("Cora Cruz").principal))
    assert "read" in seen
    assert "closed" not in seen
    assert "stepped_up" in seen
    assert "founded" not in seen


def test_nothing_tells_an_excluded_person_that_a_thread_exists(town: Any) -> None:
    queue, thread = town.queue("North High counselors"), b"x" * 16
    cora = town.session("Cora Cruz").principal
    before = reading(town, hidden=thread).page(cora)
    record(town, "read", actor="Ben Brown", about=thread, queue=queue)
    after = reading(town, hidden=thread).page(cora)
    assert before == after


def test_pages_follow_one_another_without_a_number_that_could_be_counted(town: Any) -> None:
    cora, queue = town.session("Cora Cruz").principal, town.queue("North High counselors")
    for place in range(60):
        record(town, f"act{place}", actor="Ben Brown", about=b"t" * 16, queue=queue)
    first = reading(town).page(cora)
    second = reading(town).page(cora, first.cursor)
    assert acts(first)[:50] == [f"act{place}" for place in range(59, 9, -1)]
    assert acts(second)[:10] == [f"act{place}" for place in range(9, -1, -1)]
    assert second.cursor is None
    assert not {"n", "seq", "place"} & set(vars(type(first.lines[0])))
    damaged = f"{first.cursor[:-1]}{'1' if first.cursor[-1] == '0' else '0'}"
    assert reading(town).page(cora, damaged).lines == first.lines
    ben = town.session("Ben Brown").principal
    assert reading(town).page(ben, first.cursor).lines[0].act != second.lines[0].act
