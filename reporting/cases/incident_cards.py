"""One incident as a page shows it: its name, and a card for each of its threads that the reader opened."""

from collections.abc import Sequence

from reporting.cases.desk_thread import DeskThread
from reporting.cases.ground import Ground
from reporting.cases.inbox import severity_name
from reporting.cases.incident import belonging, is_corroborated
from reporting.cases.incident_view import IncidentView, ThreadCard
from reporting.cases.staff_thread import seen_text
from reporting.cases.triage_record import higher
from reporting.model.clock import moment_of
from reporting.model.kind import Kind
from reporting.store import deletions
from reporting.store.threads import Thread


class IncidentCards:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def incident(self, thread: DeskThread, group: Sequence[DeskThread]) -> IncidentView | None:
        """`group`: what `together_with` gives for the thread. None where it is with none."""
        mine = belonging(thread)
        if mine is None:
            return None
        with self._ground.database.read() as conn:
            deleted = {
                one.row.id
                for one in group
                if deletions.of_thread(conn, self._ground.district, one.row.id) is not None
            }
        cards = tuple(self._card(one, deleted=one.row.id in deleted) for one in group)
        highest = "routine"
        for one in group:
            highest = higher(highest, one.row.severity).value
            stands = one.standing()
            # What is sealed counts too: whoever lowers a column hides nothing.
            if stands is not None and one.override() is None:
                highest = higher(highest, stands.severity.value).value
        return IncidentView(thread.row.reference, mine.name, severity_name(highest), cards)

    def _card(self, thread: DeskThread, *, deleted: bool) -> ThreadCard:
        row = thread.row
        first = next((one.text for one in thread.opened if one.stored.kind in {Kind.WEB, Kind.SMS}), "")
        return ThreadCard(
            row.reference,
            severity_name(row.severity),
            row.state,
            row.channel,
            self.place(row),
            first,
            moment_of(row.changed_minute),
            corroborated=is_corroborated(thread),
            seen=seen_text(thread),
            deleted=deleted,
        )

    def place(self, row: Thread) -> str:
        """Its school's name, or its queue's."""
        roll = self._ground.roll
        return roll.school_name(row.school) if row.school else roll.queue_name(row.queue)
