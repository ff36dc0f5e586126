"""One thread as a page: what the templates need beside the thread itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from reporting.cases.staff_view import StaffThread
from reporting.model.thread import Channel, Disposition
from reporting.staff import moments
from reporting.staff.doors import StaffDoors
from reporting.staff.settings import StaffSettings

QUIET_PHONE = timedelta(hours=24)

SUBMISSION_BYTES = 16


def submission_of(given: str, random: Callable[[int], bytes]) -> bytes:
    """A form's single-use number; a client that brings none gets a new one."""
    try:
        number = bytes.fromhex(given)
    except ValueError:
        number = b""
    return number if len(number) == SUBMISSION_BYTES else random(SUBMISSION_BYTES)


class ThreadPage:
    def __init__(self, doors: StaffDoors, settings: StaffSettings) -> None:
        self._doors = doors
        self._settings = settings

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
            "override_submission": self._settings.random(16).hex(),
            "dispositions": [choice.value for choice in Disposition],
            "refused_code": refused,
            "typed": typed or {},
            "shared_phone": thread.channel is Channel.SMS,
            "last_heard": moments.span(now - heard) if heard else None,
            "long_quiet": bool(heard and now - heard > QUIET_PHONE),
        }
