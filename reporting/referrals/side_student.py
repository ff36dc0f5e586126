"""The student's side thread with a partner: they open it, write, tell a name step by step, see a video link, end it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.cases.certified import ThreadSwapped
from reporting.cases.follow_up import is_news
from reporting.cases.ground import Ground
from reporting.cases.opened_message import OpenedMessage
from reporting.cases.page_words import PRIOR_TEXTS
from reporting.cases.raising import ReadersChanged
from reporting.cases.refusals import EmptyText, NothingStored, TooLong
from reporting.cases.reporter_view import ReporterView
from reporting.cases.returned_thread import Returned, ReturnedThreads
from reporting.cases.ruling import in_its_school
from reporting.cases.sealing import stamp
from reporting.cases.tip import BODY_LIMIT
from reporting.model.ids import PacketId, SideId
from reporting.model.referral import OVER
from reporting.model.thread import Channel
from reporting.referrals.deciding import NoSuchOffer
from reporting.referrals.offer import Referral, referrals_of
from reporting.referrals.partner_hours import Hours, PartnerHours
from reporting.referrals.side_alarm import SideAlarm
from reporting.referrals.side_post import SidePost
from reporting.referrals.side_thread import (
    GIVEN_LIMIT,
    NAMED,
    SEEN_VIDEO,
    VIDEO,
    GivenName,
    NoSuchSide,
    NothingGiven,
    PartnerAbsent,
    Said,
    given,
    read_side,
    released,
    week_of,
)
from reporting.store import packets, sides
from reporting.store.errors import StoreError
from reporting.store.shred import ResidueRemains
from reporting.store.sides import Side, SideMessage, SideMoved
from reporting.vault.notation import Unreadable
from reporting.vault.payload import Payload
from reporting.vault.sides import (
    Author,
    Party,
    SideKeys,
    SidePlace,
    addressed,
    addressed_anew,
    certified,
    open_student_seed,
    seal_message,
    seal_student_seed,
)
from reporting.vault.xwing import PublicKey
from triage.context import Context
from triage.decision import Severity

_TRIES = 5


@dataclass(frozen=True, slots=True)
class SideView:
    """The page. `open`: there is one; `here`: the partner has come, so that something can be written; `turns`: by how many
    links of the school they came; `kept_back`: they cannot read what was said before the last of these; `woken`: what was just sent was taken for urgent; `handed`: no mail server carries links, so the school hands them over
    and could open what they open.
    """

    thread: ReporterView
    referral: Referral
    hours: Hours
    open: bool = False
    here: bool = False
    turns: int = 0
    kept_back: bool = False
    said: tuple[Said, ...] = ()
    woken: bool = False
    ended: bool = False
    handed: bool = False

    def __repr__(self) -> str:
        return "SideView(<sealed>)"

    @property
    def given(self) -> Mapping[GivenName, str]:
        return given(self.said)

    @property
    def released(self) -> frozenset[str]:
        return released(self.said)


@dataclass(frozen=True, slots=True)
class _There:
    """A side thread with what opens it."""

    row: Side
    keys: SideKeys
    answer_key: bytes
    shred_key: bytes
    stored: tuple[SideMessage, ...]
    said: tuple[Said, ...]

    def __repr__(self) -> str:
        return "There(<keys>)"


class StudentSides:
    def __init__(
        self, ground: Ground, threads: ReturnedThreads, alarm: SideAlarm, post: SidePost, hours: PartnerHours
    ) -> None:
        self._ground = ground
        self._threads = threads
        self._alarm = alarm
        self._post = post
        self._hours = hours

    def look(self, token: str, offer: str) -> SideView:
        """Raises TokenExpired, NoSuchOffer."""
        opened, known = self._known(token, offer)
        return self._view(opened, known)

    def new_for(self, offers: Mapping[str, PacketId]) -> frozenset[str]:
        """Those of the offers in whose side thread the partner wrote something that the student has not looked at."""
        ground = self._ground
        with ground.database.read() as conn:
            found = {name: sides.of_packet(conn, ground.district, packet) for name, packet in offers.items()}
        return frozenset(name for name, row in found.items() if row and row.last_seq > row.student_seen)

    def write(self, token: str, submission: bytes, offer: str, body: str) -> SideView:
        """Raises TokenExpired, NoSuchOffer, NoSuchSide, PartnerAbsent, EmptyText, TooLong, NothingStored."""
        if not body.strip():
            raise EmptyText
        if len(body) > BODY_LIMIT:
            raise TooLong(BODY_LIMIT)
        opened, known = self._known(token, offer)
        return self._say(opened, known, submission, body)

    def give(  # noqa: PLR0917 - what the form says
        self, token: str, submission: bytes, offer: str, name: str, value: str, words: str
    ) -> SideView:
        """One thing about themselves, as their message. `words`: the same as a sentence. Raises as `write`, NothingGiven."""
        found = next((one for one in GivenName if one.value == name), None)
        said = value.strip()[:GIVEN_LIMIT]
        if found is None or not said:
            raise NothingGiven
        opened, known = self._known(token, offer)
        return self._say(opened, known, submission, words, NAMED, {"name": found.value, "value": said})

    def see_video(self, token: str, submission: bytes, offer: str, video: str, words: str) -> SideView:
        """From now on this link is shown. Raises as `write`."""
        opened, known = self._known(token, offer)
        there = self._there(opened, known)
        if there is None:
            raise NoSuchSide
        if video in released(there.said) or not any(
            one.id == video and one.code == VIDEO for one in there.said
        ):
            return self._view(opened, known)
        return self._say(opened, known, submission, words, SEEN_VIDEO, {"video": video})

    def show_before(self, token: str, offer: str) -> SideView:
        """Whoever comes by the school's newest link may read what was said before it: only the student holds a key to it.

        Raises TokenExpired, NoSuchOffer, NoSuchSide, PartnerAbsent, NothingStored.
        """
        opened, known = self._known(token, offer)
        ground, there = self._ground, self._there(opened, known)
        if there is None:
            raise NoSuchSide
        partner, row = self._partner(there), there.row
        if partner is None:
            raise PartnerAbsent
        anew: dict[int, bytes] = {}
        for one in _kept_back(there, partner):
            place = SidePlace(ground.district, row.id, one.id, one.seq, Party(one.party))
            to, mine = [there.keys.read.public, partner], there.keys.read
            # What does not open for the student either stays as it is.
            with suppress(Unreadable):
                anew[one.seq] = addressed_anew(place, one.core, one.recipients, mine, to)
        try:
            ground.database.write(lambda conn: sides.address_anew(conn, ground.district, row, anew))
        except (StoreError, SideMoved):
            raise NothingStored from None
        return self._view(opened, known)

    def end(self, token: str, offer: str) -> SideView:
        """All that was said there is destroyed. Raises TokenExpired, NoSuchOffer."""
        opened, known = self._known(token, offer)
        if known.side is not None:
            self.destroy(known.side[0])
        return self._view(opened, known)

    def destroy(self, side: SideId) -> None:
        ground = self._ground
        ground.database.write(lambda conn: sides.end(conn, ground.district, side))
        # The words are gone already; a key that stays a moment longer goes with the next sweep.
        with suppress(StoreError, ResidueRemains):
            ground.shred.erase([side])

    def resealed(
        self, conn: Connection, messages: Sequence[OpenedMessage], before: bytes, after: bytes
    ) -> None:
        """The student added a phrase: what opened by the six words opens by both from now on."""
        district = self._ground.district
        for one in referrals_of(messages):
            row = sides.by_id(conn, district, one.side[0]) if one.side else None
            if row is None:
                continue
            with suppress(Unreadable):
                seed = open_student_seed(before, district, row.id, row.student_seed)
                sides.reseal(conn, district, row.id, seal_student_seed(after, district, row.id, seed))

    def _known(self, token: str, offer: str) -> tuple[Returned, Referral]:
        opened = self._threads.by_token(token)
        found = next((one for one in referrals_of(opened.messages) if one.offer.id == offer), None)
        if found is None:
            raise NoSuchOffer
        return opened, found

    def _row(self, known: Referral) -> Side | None:
        if known.side is None or known.withdrawn:
            return None
        with self._ground.database.read() as conn:
            return sides.by_id(conn, self._ground.district, known.side[0])

    def _there(self, opened: Returned, known: Referral) -> _There | None:
        """None where there is none, or none that these six words open."""
        ground, row = self._ground, self._row(known)
        if row is None or known.packet is None:
            return None
        shred_key = ground.shred.find_many([(row.id, 0)]).get((row.id, 0))
        try:
            seed = open_student_seed(opened.wrap, ground.district, row.id, row.student_seed)
        except Unreadable:
            return None
        if shred_key is None:
            return None
        keys = SideKeys(seed, row.id)
        with ground.database.read() as conn:
            stored = sides.messages(conn, ground.district, row.id)
        said = read_side(ground.district, row, stored, keys.read, known.answer_key, shred_key)
        return _There(row, keys, known.answer_key, shred_key, stored, said)

    def _view(self, opened: Returned, known: Referral, *, woken: bool = False) -> SideView:
        ground, there = self._ground, self._there(opened, known)
        hours = self._hours.of(known.offer.organization, known.offer.service)
        page = self._threads.view(opened)
        if there is None:
            ended = known.side is not None and known.packet is not None
            return SideView(page, known, hours, ended=ended, handed=not self._post.mailed)
        row = there.row
        if row.last_seq > row.student_seen:
            # Whoever reads must read, also on a full disk.
            with suppress(StoreError):
                ground.database.write(
                    lambda conn: sides.student_saw(conn, ground.district, row.id, row.last_seq)
                )
        partner = self._partner(there)
        return SideView(
            page,
            known,
            hours,
            open=True,
            here=partner is not None,
            turns=row.turns,
            kept_back=partner is not None and bool(_kept_back(there, partner)),
            said=there.said,
            woken=woken,
            handed=not self._post.mailed,
        )

    def _partner(self, there: _There) -> PublicKey | None:
        """Whom to seal to, if they came; never a key that somebody else put in."""
        row = there.row
        if row.partner is None or row.partner_mac is None:
            return None
        try:
            return certified(there.answer_key, row.id, Party.PARTNER, row.partner, row.partner_mac)
        except Unreadable:
            return None

    def _say(  # noqa: PLR0917 - what one message is made of
        self,
        opened: Returned,
        known: Referral,
        submission: bytes,
        text: str,
        code: str | None = None,
        params: Mapping[str, str] | None = None,
    ) -> SideView:
        for _ in range(_TRIES):
            there = self._there(opened, known)
            if there is None:
                raise NoSuchSide
            if any(one.id == submission.hex() for one in there.said):
                return self._view(opened, known)
            try:
                woken = self._store(opened, known, there, SideWords(submission, text, code, params or {}))
            except (SideMoved, ReadersChanged):
                continue
            except (StoreError, ThreadSwapped):
                raise NothingStored from None
            return self._view(self._threads.again(opened), known, woken=woken)
        raise NothingStored

    def _store(self, opened: Returned, known: Referral, there: _There, words: "SideWords") -> bool:
        """Whether it was taken for urgent. The words, the page and the call to the partner are one transaction."""
        ground, row, offer = self._ground, there.row, known.offer
        partner = self._partner(there)
        if partner is None:
            raise PartnerAbsent
        now = ground.clock()
        urgent = self._is_urgent(opened, there, words.text)
        payload = Payload(
            stamp(now, exact=urgent), words.text, opened.lang, code=words.code, params=words.params
        )
        place = SidePlace(ground.district, row.id, words.id, row.last_seq + 1, Party.STUDENT)
        core, recipients = seal_message(
            place,
            payload.to_bytes(),
            there.shred_key,
            [there.keys.read.public, partner],
            Author(there.keys, there.answer_key),
        )
        message = SideMessage(place.seq, words.id, Party.STUDENT, core, recipients)
        contact, plan = self._post.contact(offer.organization), None
        if urgent:
            named = ground.roll.named_in(words.text)
            plan = self._alarm.plan(opened.thread, offer, row.id, named, opened.lang, now)

        def unit(conn: Connection) -> None:
            packet = packets.by_id(conn, ground.district, known.packet) if known.packet else None
            if packet is None or packet.state in OVER:
                raise SideMoved
            sides.append(conn, ground.district, row.id, message, week_of(now))
            sides.student_saw(conn, ground.district, row.id, place.seq)
            if plan is not None:
                self._alarm.raise_in(conn, plan, contact, row)
            elif sides.tell(conn, ground.district, row.id):
                self._post.something_new(conn, contact, now, row.packet)

        ground.database.write(unit)
        if plan is not None:
            self._alarm.tell(plan)
        return urgent

    def _is_urgent(self, opened: Returned, there: _There, text: str) -> bool:
        """By the rules that read every message. What was paged for already is news only by itself."""
        ground = self._ground
        prior = [one.text for one in there.said if one.party is Party.STUDENT and one.text]
        hours = ground.roll.school_time(opened.thread.school).hours(ground.clock())
        context = in_its_school(
            Context(channel=Channel.WEB.value, lang=opened.lang, prior=tuple(prior[-PRIOR_TEXTS:])),
            ground.roll,
            opened.thread.school,
            hours,
        )
        decision = ground.judge(text, context)
        known = Severity.URGENT.value if there.row.alerts else Severity.ROUTINE.value
        return is_news(decision, known)


def _kept_back(there: _There, partner: PublicKey) -> tuple[SideMessage, ...]:
    """What the student can read and this key cannot."""
    readable = {one.id for one in there.said if one.readable}
    return tuple(
        one for one in there.stored if one.id.hex() in readable and not addressed(one.recipients, partner)
    )


@dataclass(frozen=True, slots=True)
class SideWords:
    id: bytes
    text: str
    code: str | None
    params: Mapping[str, str]

    def __repr__(self) -> str:
        return "SideWords(<sealed>)"
