"""A search that finds what a test put there, one find a slice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from reporting.cases.search_view import Asked, Found, SearchView
from reporting.cases.search_words import Words, excerpt
from reporting.cases.staff_view import Choice
from reporting.model.thread import ThreadState
from reporting.people.staff_session import StaffSession


class MadeUpSearch:
    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        self.texts: dict[str, str] = {}
        self.asked: list[Asked] = []
        self.names: Mapping[str, str] = {}
        self.seconds: list[float] = []
        self._views: dict[bytes, SearchView] = {}

    def lists(self, session: StaffSession) -> tuple[Choice, ...]:
        return (Choice("q1", "Northside counselors"),)

    def begin(self, session: StaffSession, asked: Asked, names: Mapping[str, str]) -> SearchView:
        Words.of(asked.query)
        self.asked.append(asked)
        self.names = names
        number = f"{len(self.asked):032x}"
        view = SearchView(number, asked, "walking", 0, max(1_200, len(self.texts)), 0, ())
        self._views[session.cookie_id] = view
        return view

    def standing(self, session: StaffSession) -> SearchView | None:
        return self._views.get(session.cookie_id)

    def further(
        self, session: StaffSession, number: str, names: Mapping[str, str], seconds: float = 0.05
    ) -> SearchView | None:
        view = self.standing(session)
        self.seconds.append(seconds)
        if view is None or view.number != number:
            return None
        words = Words.of(view.asked.query)
        rest = [
            self._found(words, reference, text)
            for reference, text in self.texts.items()
            if words.in_text(text) == words.all and reference not in {one.reference for one in view.found}
        ]
        found = (*view.found, *rest[:1])
        how: Any = "walking" if len(rest) > 1 else "done"
        searched = view.total if how == "done" else len(found)
        view = replace(view, how=how, found=found, searched=searched)
        self._views[session.cookie_id] = view
        return view

    def _found(self, words: Words, reference: str, text: str) -> Found:
        changed = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
        return Found(
            reference,
            "00" * 16,
            "soon",
            ThreadState.OPEN,
            "Northside High",
            changed,
            "bullying",
            "reporter",
            1,
            excerpt(words, text),
        )

    def stop(self, session: StaffSession) -> None:
        view = self.standing(session)
        if view is not None:
            self._views[session.cookie_id] = replace(view, how="stopped")

    def forget(self, session: StaffSession) -> None:
        self._views.pop(session.cookie_id, None)
