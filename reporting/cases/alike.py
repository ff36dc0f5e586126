"""Which threads may belong together: sketches of summaries, opened by the reader's own keys, compared in RAM and forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from reporting.cases.desk_thread import Desks, DeskThread
from reporting.cases.ground import Ground
from reporting.cases.inbox import SUMMARY_PART, severity_name
from reporting.cases.incident import is_corroborated, together_with
from reporting.cases.incident_cards import IncidentCards
from reporting.cases.incident_view import AlikeCard, AlikeView, Reports, Sign, ThreadCard
from reporting.cases.keyring import Keyring
from reporting.cases.refusals import NoSuchThread
from reporting.cases.searched_thread import SearchedThread
from reporting.cases.sketch import Sketch, are_alike, likeness, name_the_same, sketch_in, sketch_of
from reporting.cases.staff_view import SeverityName
from reporting.cases.triage_record import higher
from reporting.model.clock import minute_of, moment_of
from reporting.model.ids import ThreadId
from reporting.model.kind import Kind
from reporting.model.thread import ThreadState
from reporting.people.staff_session import StaffSession
from reporting.store import messages, newest, threads, wraps
from reporting.store.threads import Thread
from triage.decision import Severity

WINDOW = timedelta(days=60)
MOST_COMPARED = 250  # summaries opened for one look
MOST_SHOWN = 12
ONE_HOUR_M = 60
_SEVERITIES = frozenset(one.value for one in Severity)


@dataclass(frozen=True, slots=True)
class _Other:
    row: Thread
    summary: str
    severity: SeverityName
    sketch: Sketch

    def __repr__(self) -> str:
        return f"_Other({self.row.reference!r})"


class Alike:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._desks = Desks(ground)
        self._cards = IncidentCards(ground)

    def view(self, session: StaffSession, reference: str) -> AlikeView:
        """Counts as no reading. Raises NoSuchThread."""
        thread = self._desks.load(session, reference)
        group = together_with(self._desks, session, thread)
        own = _sketch(thread)
        inside = {one.row.id for one in group}
        others = self._others(session, thread.row.id)
        alike = sorted(
            (
                (name_the_same(own, other.sketch), likeness(own, other.sketch), other)
                for other in others
                if other.row.id not in inside
                and (name_the_same(own, other.sketch) or are_alike(own, other.sketch))
            ),
            key=lambda one: one[:2],
            reverse=True,
        )
        cards = tuple(
            AlikeCard(self._card_of(other), "person" if same else "words")
            for same, _, other in alike[:MOST_SHOWN]
        )
        return AlikeView(
            reference=reference,
            place=self._cards.place(thread.row),
            severity=severity_name(thread.row.severity),
            incident=self._cards.incident(thread, group),
            alike=cards,
            reports=self._reports(session, thread, own, others),
            corroborated=is_corroborated(thread),
        )

    def _reports(
        self, session: StaffSession, thread: DeskThread, own: Sketch, others: Sequence[_Other]
    ) -> Reports | None:
        """None where nobody is named twice. Only what this reader may open is counted."""
        same = [other for other in others if name_the_same(own, other.sketch)]
        if not same:
            return None
        # Minutes are hours for most: of those of one hour nobody knows which came first.
        before = sum(one.row.created_minute <= thread.row.created_minute for one in same)
        return Reports(
            number=before + 1,
            count=len(same) + 1,
            corroborated=is_corroborated(thread)
            + sum(self._is_true(session, one) for one in same[:MOST_SHOWN]),
            signs=_signs(thread.row, own, same),
            began=moment_of(min(thread.row.created_minute, *(one.row.created_minute for one in same))),
        )

    def _is_true(self, session: StaffSession, other: _Other) -> bool:
        try:
            return is_corroborated(self._desks.load(session, other.row.reference))
        except NoSuchThread:
            return False

    def _others(self, session: StaffSession, own: ThreadId) -> list[_Other]:
        ground, keyring = self._ground, Keyring(session)
        since = minute_of(ground.clock() - WINDOW, exact=False)
        with ground.database.read() as conn:
            places = newest.page(
                conn,
                ground.district,
                keyring.holders,
                states=tuple(ThreadState),
                since=since,
                after=None,
                limit=MOST_COMPARED,
            )
            ids = [place.thread for place in places if place.thread != own]
            rows = threads.by_ids(conn, ground.district, ids)
            summaries = messages.summaries(conn, ground.district, rows.values())
            missing = [one for one in ids if one not in summaries]
            wrapped = wraps.of_threads(conn, ground.district, missing, keyring.holders)
        shred = ground.shred.find_many([(one, SUMMARY_PART) for one in ids])
        found = []
        for row in rows.values():
            key, summary = shred.get((row.id, SUMMARY_PART)), summaries.get(row.id)
            if key is None or summary is None:
                continue
            opened = SearchedThread(
                row, keyring, wraps=wrapped.get(row.id, ()), messages=[summary], shred_key=key
            ).summary
            if opened is None:
                continue
            text, sealed = opened.text or "", str(opened.more.get("severity", ""))
            stands = higher(row.severity, sealed).value if sealed in _SEVERITIES else row.severity
            found.append(_Other(row, text, severity_name(stands), sketch_in(opened.more, text)))
        return found

    def _card_of(self, other: _Other) -> ThreadCard:
        row = other.row
        return ThreadCard(
            row.reference,
            other.severity,
            row.state,
            row.channel,
            self._cards.place(row),
            other.summary,
            moment_of(row.changed_minute),
        )


def _sketch(thread: DeskThread) -> Sketch:
    """Of all that the student wrote in it."""
    return sketch_of(
        "\n".join(one.text for one in thread.opened if one.stored.kind in {Kind.WEB, Kind.SMS} and one.text)
    )


def _signs(row: Thread, own: Sketch, same: Sequence[_Other]) -> tuple[Sign, ...]:
    minutes = [row.created_minute, *(one.row.created_minute for one in same)]
    signs: list[Sign] = []
    if max(minutes) - min(minutes) <= ONE_HOUR_M:
        signs.append("one_hour")
    if any(are_alike(own, one.sketch) for one in same):
        signs.append("same_words")
    return tuple(signs)
