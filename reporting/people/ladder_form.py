"""What a team does with a page, as an administrator types it, and what of that can be kept. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from notify.policy import Policy, Try
from notify.ports import Channel
from reporting.people.phones import e164
from reporting.people.refused import Refused

LEAST_S, MOST_S = 30, 15 * 60
# The next person is called within this, whatever is done with one before; students are told of ten minutes.
MOST_WITH_ONE_S = 15 * 60
MOST_REPEATS = 3
LONGEST_NAME = 100
# What nobody has confirmed by then counts as failed, however long its answer is waited for.
_UNCONFIRMED_S = {Channel.SMS: 90, Channel.PUSH: 15}
# After an acknowledgement, and until a student is told that nobody was reached: from a minute on.
LEAST_AFTER_S, MOST_TELL_S, MOST_AFTER_S = 60, 10 * 60, 30 * 60
_WAIT = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
_WAKING = frozenset({Channel.SMS, Channel.VOICE})


@dataclass(frozen=True, slots=True)
class StepForm:
    """`channel`: push, sms, voice, email, or empty for no step; `wait` like `1:30`."""

    channel: str = ""
    wait: str = ""

    @property
    def wait_s(self) -> int | None:
        """In seconds; None where it is none that can be kept."""
        wait_s = seconds_of(self.wait)
        return wait_s if wait_s is not None and LEAST_S <= wait_s <= MOST_S else None


@dataclass(frozen=True, slots=True)
class LadderForm:
    """As typed, wrong or right; comes back so with a refusal. `everywhere`: the same for all teams.

    `tell`: until the student is told that nobody was reached; `reply`: from "I have it" until its holder is reminded of
    a first reply; `again`: from there until the next person is called. Left empty, each stays as it was.
    """

    steps: tuple[StepForm, ...]
    repeats: str
    everyone: tuple[StepForm, ...]
    agency_name: str = ""
    agency_number: str = ""
    agency_lang: str = "en"
    agency: tuple[StepForm, ...] = ()
    everywhere: bool = False
    tell: str = ""
    reply: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class AgencyWish:
    """Who outside of the team is called; `number` is E.164."""

    name: str
    number: str
    lang: str


def read_policy(form: LadderForm, before: Policy) -> Policy:
    """What is not on the form stays as it was. Raises Refused: ladder_wait, ladder_steps, ladder_repeats,
    ladder_long, everyone_wait, everyone_steps, agency_wait, agency_steps, after_wait.
    """
    tries = _tries(form.steps, "ladder", _WAKING)
    if form.repeats not in {str(times) for times in range(1, MOST_REPEATS + 1)}:
        raise Refused("ladder_repeats", "Write how often as 1, 2 or 3.")
    repeats = int(form.repeats)
    if repeats * sum(each.answer_s for each in tries) > MOST_WITH_ONE_S:
        raise Refused(
            "ladder_long", "The next person must be called within 15 minutes: make the waits shorter."
        )
    everyone = _tries(form.everyone, "everyone", _WAKING)
    agency = before.fallback or Policy().fallback
    if form.agency_number.strip():
        agency = _tries(form.agency, "agency", _WAKING)
        if any(each.channel not in _WAKING for each in agency):
            raise Refused("agency_steps", "An agency is called or texted.")
    return replace(
        before,
        tries=tries,
        repeats=repeats,
        everyone=everyone,
        fallback=agency,
        tell_after_s=_after(form.tell, before.tell_after_s, MOST_TELL_S),
        reply_s=_after(form.reply, before.reply_s, MOST_AFTER_S),
        again_s=_after(form.again, before.again_s, MOST_AFTER_S),
    )


def read_agency(form: LadderForm) -> AgencyWish | None:
    """None: no agency. Raises Refused: agency_name, agency_number, lang."""
    name, number = " ".join(form.agency_name.split()), form.agency_number.strip()
    if not number and not name:
        return None
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refused("agency_name", "Write how the agency is called.")
    try:
        read = e164(number)
    except Refused:
        raise Refused("agency_number", "Write the number like +1 312 555 0101.") from None
    if form.agency_lang not in {"en", "es"}:
        raise Refused("lang", "Choose English or Spanish.")
    return AgencyWish(name, read, form.agency_lang)


def written(policy: Policy, agency: AgencyWish | None, rows: tuple[int, int, int]) -> LadderForm:
    """A policy as its form shows it, with so many rows for the steps with one person, with all, with the agency."""
    steps, everyone, outside = rows
    return LadderForm(
        _steps(policy.tries, steps),
        str(policy.repeats),
        _steps(policy.everyone, everyone),
        agency.name if agency else "",
        agency.number if agency else "",
        agency.lang if agency else "en",
        _steps(policy.fallback or Policy().fallback, outside),
        tell=clock_of(policy.tell_after_s),
        reply=clock_of(policy.reply_s),
        again=clock_of(policy.again_s),
    )


def seconds_of(text: str) -> int | None:
    """Of `1:30`; None where it is no such time."""
    found = _WAIT.fullmatch(text.strip())
    return int(found[1]) * 60 + int(found[2]) if found else None


def _after(text: str, before_s: int, most_s: int) -> int:
    """Raises Refused("after_wait")."""
    if not text.strip():
        return before_s
    wait_s = seconds_of(text)
    if wait_s is None or not LEAST_AFTER_S <= wait_s <= most_s:
        raise Refused("after_wait", "Write these times like 10:00.")
    return wait_s


def clock_of(seconds: int) -> str:
    """`1:30`."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def _steps(tries: Sequence[Try], rows: int) -> tuple[StepForm, ...]:
    filled = [StepForm(each.channel, clock_of(each.answer_s)) for each in tries]
    return (*filled, *(StepForm() for _ in range(rows - len(filled))))


def _tries(steps: Iterable[StepForm], part: str, needed: frozenset[Channel]) -> tuple[Try, ...]:
    tries = tuple(_try(each, part) for each in steps if each.channel)
    if not needed & {each.channel for each in tries}:
        raise Refused(f"{part}_steps", "A text or a call must be among the steps: an e-mail wakes nobody.")
    return tries


def _try(step: StepForm, part: str) -> Try:
    wait_s = step.wait_s
    if wait_s is None:
        raise Refused(f"{part}_wait", "Write a wait like 1:30, from 0:30 to 15:00.")
    try:
        channel = Channel(step.channel)
    except ValueError:
        raise Refused(f"{part}_steps", "Choose browser, text, call or e-mail.") from None
    # A call and a mail are never confirmed: their wait is the wait for the person.
    return Try(channel, min(wait_s, _UNCONFIRMED_S.get(channel, wait_s)), wait_s)
