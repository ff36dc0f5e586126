"""Renders the site's pages: what every template may rely on."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from zoneinfo import ZoneInfo

from flask import Response, request

from reporting.cases.nudge_words import SUGGESTED
from reporting.cases.tip import FormFacts
from reporting.web.fields import SUBMISSION_BYTES
from reporting.web.moments import Moments
from reporting.web.parts import PublicParts
from reporting.web.sheet_words import titles_in
from reporting.web.traces import IN_PAGE
from reporting.web.voice import LANGUAGES, Voice, language_of

Answer = tuple[str, HTTPStatus] | Response

_log = logging.getLogger("reporting.web")
_VOICES = {code: Voice(code) for code in LANGUAGES}
RETURN_PATH = "/return"
REPLY_PATH = "/return/reply"


@dataclass(frozen=True, slots=True)
class FileState:
    """What the part of a page that takes files shows: the next file's number, and what became of the last one."""

    number: str
    done: bool = False
    problem: str | None = None


class Pages:
    """Renders templates with the district's name, the language and the exits."""

    def __init__(self, parts: PublicParts) -> None:
        self._parts = parts

    def page(
        self,
        template: str,
        facts: FormFacts | None = None,
        *,
        zone: str | None = None,
        traced: Mapping[str, Sequence[str]] | None = None,
        file: FileState | None = None,
        **context: object,
    ) -> str:
        """`facts` may be missing where the store does not answer; the page then names no district. `traced`: what was
        found in the form's text, shown above its button. `file`: what became of a file that was sent.
        """
        voice = self.voice()
        district = ZoneInfo(zone or (facts.zone if facts else "UTC"))
        # A language that was chosen by the address stays; one that the browser asks for needs no trace there.
        kept = f"?lang={voice.code}" if request.args.get("lang") == voice.code else ""
        return voice.templates.get_template(template).render(
            facts=facts,
            line_name=facts.line_name if facts else "",
            lang=voice.code,
            kept=kept,
            exit_url=self._parts.exit_url,
            moments=Moments(voice, district, self._parts.clock()),
            moment_of=moment_of,
            short_address=f"{request.host}{RETURN_PATH}",
            look_for=IN_PAGE,
            traced=traced,
            sheets_in=partial(titles_in, voice),
            suggested=SUGGESTED[voice.code],
            file=file or FileState(self._parts.random(SUBMISSION_BYTES).hex()),
            fresh=self._parts.random(SUBMISSION_BYTES).hex(),
            **{"token": "", **context},
        )

    def voice(self) -> Voice:
        """That of the page."""
        return _VOICES[language_of(request)]

    def facts_if_known(self) -> FormFacts | None:
        """None where the store does not answer: a page with somebody's words on it must come all the same."""
        try:
            return self._parts.intake.form_facts()
        except Exception as broken:  # noqa: BLE001 - whatever broke, the page comes without a name
            _log.error("the district's facts could not be read", exc_info=broken)
            return None

    def error(self, status: int) -> str:
        """Needs neither the store nor the form."""
        return self.page("error.html", status=status)


def moment_of(value: str | None) -> datetime | None:
    """A moment in a system message's parameters: Unix seconds or ISO 8601; None for anything else."""
    if not value:
        return None
    try:
        found = datetime.fromtimestamp(int(value), UTC) if value.isdigit() else datetime.fromisoformat(value)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
