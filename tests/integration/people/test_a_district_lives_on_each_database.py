"""The whole way once on SQLite and once on PostgreSQL: founded, opened, joined, read, left, wrapped anew, audited."""

from typing import Any

from reporting.audit.chain import AuditChain
from reporting.audit.reading import AuditReading, first_broken
from reporting.people.invitations import Invitee
from reporting.people.wishes import Wishes


def test_from_the_first_administrator_to_a_successor_who_reads_old_words(town_on_each: Any) -> None:
    town = town_on_each
    queue = town.queue("North High counselors")
    words = town.leave_words("old words", queue)
    ada = town.session("Ada Admin")
    dora = Invitee("Dora Day", "dora@oakfield.example", "Counselor", wishes=Wishes({queue: True}))
    invited = town.doors.invitations.invite(ada, dora)
    town.members["Dora Day"] = invited.member
    town.join("Dora Day", invited.link)
    town.admit_all("Ben Brown")
    cora = town.session("Cora Cruz")
    town.doors.admissions.confirm(cora, town.doors.admissions.pending(cora)[0].entry)
    town.doors.leaving.remove(town.session("Dora Day"), town.members["Cora Cruz"])
    while town.doors.chores.run(town.session("Dora Day")):
        pass
    session = town.session("Dora Day")
    assert session.principal.leads == {queue}
    assert town.read_words(session, queue, words) == ("old words", "old words")
    town.doors.health.look()
    district, server_key = town.doors.ground.district, town.doors.trust.server_key
    assert first_broken(town.database, AuditChain(server_key, district)) is None
    reading = AuditReading(town.database, server_key, district, lambda *_: True)
    acts = [line.act for line in reading.page(session.principal).lines]
    assert "removed" in acts
    assert "confirmed" in acts
    assert town.doors.book.pull().length == len(town.doors.trust.entries)
