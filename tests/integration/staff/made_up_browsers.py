"""A person's browsers, in RAM."""

from datetime import UTC, datetime
from typing import Any

from reporting.people.refused import Refused
from reporting.staff.push_view import BrowserRow, BrowsersView

SINCE = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
KEY = "BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U"  # an example's public point


class MadeUpBrowsers:
    def __init__(self) -> None:
        self.rows: list[BrowserRow] = [BrowserRow("aa" * 16, "Firefox, Android", SINCE)]
        self.handed: list[str] = []
        self.shown: list[str] = []
        self.rung = True

    def view(self, _session: Any) -> BrowsersView:
        return BrowsersView(KEY, tuple(self.rows), self.rung)

    def allow(self, _session: Any, handed: str, label: str) -> None:
        if not handed:
            raise Refused("push_broken", "The browser gave no address. Try once more.")
        self.handed.append(handed)
        self.rows.append(BrowserRow("bb" * 16, label, SINCE))

    def drop(self, _session: Any, device: str) -> None:
        self.rows = [row for row in self.rows if row.value != device]

    def test(self, _session: Any) -> None:
        if not self.rows:
            raise Refused("push_none", "No browser is kept. Allow one first.")

    def seen(self, reference: str) -> None:
        self.shown.append(reference)
