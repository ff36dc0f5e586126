"""One thread as a page: what the templates need beside the thread itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import force_locale

from reporting.cases.staff_view import PhoneStanding, StaffThread
from reporting.model.held import Held
from reporting.model.thread import Channel, Disposition
from reporting.model.writer import Writer
from reporting.staff import moments
from reporting.staff.canned_view import Offered, offered
from reporting.staff.doors import StaffDoors
from reporting.staff.language import LANGUAGES, chosen
from reporting.staff.settings import StaffSettings
from reporting.staff.sheet_view import SheetOffer, sheet_offers

FOLLOW_UP_AFTER = timedelta(days=30)  # proposed; its writer changes or empties it

SUBMISSION_BYTES = 16


def submission_of(given: str, random: Callable[[int], bytes]) -> bytes:
    """A form's single-use number; a client that brings none gets a new one."""
    try:
        number = bytes.fromhex(given)
    except ValueError:
        number = b""
    return number if len(number) == SUBMISSION_BYTES else random(SUBMISSION_BYTES)


def with_own(typed: dict[str, str], thread: StaffThread) -> dict[str, str]:
    """An answer that lies with its author stands in their field, unless they typed something there."""
    own = next((one.text for one in thread.held if one.mine and one.state is Held.BACK), "")
    return typed if typed.get("body") or not own else {**typed, "body": own}


class ThreadPage:
    def __init__(self, doors: StaffDoors, settings: StaffSettings) -> None:
        self._doors = doors
        self._settings = settings

    def canned(self, thread: StaffThread) -> tuple[Offered, ...]:
        """Ready answers for this thread, their gaps filled in the student's language."""
        if self._doors.canned is None:
            return ()
        facts = {lang: self._gaps(thread, lang) for lang in LANGUAGES}
        return offered(self._doors.canned.all(), thread, chosen(), facts)

    def sheets(self, thread: StaffThread) -> tuple[SheetOffer, ...]:
        """Sheets of help whose address one tap puts into the answer."""
        return () if _by_text(thread) else sheet_offers(thread, self._settings.students_address)

    def ready(self, thread: StaffThread) -> dict[str, str]:
        """What a button may put into the field, by its value."""
        canned = {one.value: one.text for one in self.canned(thread)}
        return canned | {one.value: one.text for one in self.sheets(thread)}

    def _gaps(self, thread: StaffThread, lang: str) -> dict[str, str]:
        with force_locale(lang):
            due = moments.day_clock(thread.due, thread.zone, self._settings.clock()) if thread.due else None
        return {
            "school": thread.school_name or {"en": "your school", "es": "tu escuela"}[lang],
            "time": due or {"en": "the next school day", "es": "el próximo día de clases"}[lang],
        }

    def facts(
        self, thread: StaffThread, *, refused: str | None = None, typed: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """`typed` are fields that come back after a refusal, so that no word is lost."""
        now = self._settings.clock()
        heard = thread.last_heard
        return {
            "thread": thread,
            "submission": self._settings.random(16).hex(),
            "note_submission": self._settings.random(16).hex(),
            "home_submission": self._settings.random(16).hex(),
            "override_submission": self._settings.random(16).hex(),
            "passing_submissions": [self._settings.random(16).hex() for _ in range(3)],
            "canned": self.canned(thread),
            "sheets": self.sheets(thread),
            "an_adult": thread.writer is not Writer.STUDENT,
            "dispositions": [choice.value for choice in Disposition],
            "next_month": (now + FOLLOW_UP_AFTER).astimezone(ZoneInfo(thread.zone)).date().isoformat(),
            "list_submissions": {one.key: self._settings.random(16).hex() for one in thread.checklists},
            "task_submission": self._settings.random(16).hex(),
            "refused_code": refused,
            "typed": with_own(typed or {}, thread),
            "shared_phone": _by_text(thread),
            "last_heard": moments.span(now - heard) if heard else None,
            "waits": [one for one in thread.held if one.state is not Held.BACK],
            "lies": [one for one in thread.held if one.state is Held.BACK],
        }


def _by_text(thread: StaffThread) -> bool:
    """Whether an answer is read by whoever holds a phone."""
    forgotten = thread.phone is PhoneStanding.FORGOTTEN
    return thread.phone is PhoneStanding.TEXTED or (thread.channel is Channel.SMS and not forgotten)
