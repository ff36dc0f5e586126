"""A made-up way to open a queue by two: one request waits for the reader, one was theirs and is open."""

from datetime import UTC, datetime

from reporting.cases.staff_view import Choice
from reporting.people.staff_session import StaffSession
from reporting.staff.glass_view import GlassCard, GlassForm, GlassView

NIGHT = datetime(2026, 3, 10, 8, 30, tzinfo=UTC)


class MadeUpGlass:
    def view(self, session: StaffSession) -> GlassView:
        def card(value: str, **more: bool) -> GlassCard:
            return GlassCard(
                value=value,
                queue="North High crisis",
                asker="Ada Stone",
                partner="Dana Whitfield" if more.get("open") else None,
                until=NIGHT,
                hours=2,
                mine=more.get("mine", False),
                may=more.get("may", False),
                open=more.get("open", False),
                reason="" if more.get("open") else "Both are on a plane.",
                thread="",
            )

        return GlassView(
            queues=((Choice("q1", "North High crisis"), ("Dana Whitfield", "Erin Castillo")),),
            asks=(card("a1", may=True), card("a2", mine=True), card("a3", mine=True, open=True)),
            hours=(2, 8, 24),
        )

    def keeper(self, session: StaffSession) -> bool:
        return True

    def ask(self, session: StaffSession, form: GlassForm) -> None: ...

    def withdraw(self, session: StaffSession, value: str) -> None: ...

    def agree(self, session: StaffSession, value: str) -> None: ...

    def end(self, session: StaffSession, value: str) -> None: ...
