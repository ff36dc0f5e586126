"""Break-glass between its page and the house."""

from reporting.app.staff_doors.ids import plain_id, queue_id
from reporting.cases.break_glass import HOURS, BreakGlass, GlassAsk
from reporting.cases.staff_view import Choice
from reporting.people.doors import PeopleDoors
from reporting.people.staff_session import StaffSession
from reporting.staff.glass_view import GlassCard, GlassForm, GlassView


class GlassDesk:
    """Satisfies the staff site's `Glass`."""

    def __init__(self, people: PeopleDoors, glass: BreakGlass) -> None:
        self._people = people
        self._glass = glass

    def view(self, session: StaffSession) -> GlassView:
        name, queues = self._people.directory.name_of, self._people.book.current.queues
        return GlassView(
            queues=tuple(
                (Choice(one.queue.hex(), queues[one.queue].name), tuple(map(name, one.partners)))
                for one in self._glass.queues(session)
            ),
            asks=tuple(self._card(one) for one in self._glass.asks(session)),
            hours=HOURS,
        )

    def keeper(self, session: StaffSession) -> bool:
        return bool(self._glass.queues(session) or self._glass.asks(session))

    def ask(self, session: StaffSession, form: GlassForm) -> None:
        hours = int(form.hours) if form.hours.isdecimal() else 0
        self._glass.ask(session, queue_id(form.queue), form.reason, hours, form.thread)

    def withdraw(self, session: StaffSession, value: str) -> None:
        self._glass.withdraw(session, plain_id(value))

    def agree(self, session: StaffSession, value: str) -> None:
        self._glass.agree(session, plain_id(value))

    def end(self, session: StaffSession, value: str) -> None:
        self._glass.end(session, plain_id(value))

    def _card(self, one: GlassAsk) -> GlassCard:
        name, queue = self._people.directory.name_of, self._people.book.queue(one.queue)
        return GlassCard(
            value=one.id.hex(),
            queue=queue.name if queue else "",
            asker=name(one.asker),
            partner=name(one.partner) if one.partner else None,
            until=one.until,
            hours=one.hours,
            mine=one.mine,
            may=one.may,
            open=one.open,
            reason=one.reason,
            thread=one.thread,
        )
