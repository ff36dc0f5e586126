"""A counselor proposes a referral in the thread: a message to the student, or the question that goes to a phone."""

from dataclasses import replace

from sqlalchemy import Connection

from reporting.cases.desk_pen import Doing
from reporting.cases.offered import NotHereYet, is_offered
from reporting.cases.opened_message import written_in
from reporting.cases.refusals import EmptyText, NotAllowed, TooLong
from reporting.cases.sealing import stamp
from reporting.cases.staff_view import Act
from reporting.cases.tip import BODY_LIMIT
from reporting.model.help.words import SharedField
from reporting.model.kind import Kind
from reporting.model.measure import Step
from reporting.model.thread import Channel
from reporting.model.writer import Writer
from reporting.people.staff_session import StaffSession
from reporting.referrals.barriers import answered
from reporting.referrals.counselors_ground import CounselorsGround
from reporting.referrals.directory.directory import Entry
from reporting.referrals.offer import PROPOSED, Offer, referrals_of
from reporting.referrals.open_partners import OpenPartners
from reporting.referrals.referral_desk import NotTheStudent, OnlyInPilots, OnTheWeb, Proposal
from reporting.referrals.tag import steps_of
from reporting.referrals.terms import Terms
from reporting.referrals.text_consent import How, LookFirst, Texts
from reporting.vault.payload import Payload

LINE = 400
LONG = 2000


class Proposing:
    def __init__(self, on: CounselorsGround, partners: OpenPartners) -> None:
        self._on = on
        self._partners = partners

    def texts(self, session: StaffSession, reference: str, said: Proposal) -> Texts:
        """What would go to a student who texts. Raises as `propose` does."""
        doing = self._on.pen.begin(session, reference, Act.REPLY)
        entry, terms = self._checked(doing, said)
        offer = self._offer(doing, said, b"", entry, terms)
        return self._on.texts.texts(offer, written_in(doing.thread.opened), said.how)

    def propose(self, session: StaffSession, reference: str, submission: bytes, said: Proposal) -> None:
        """As a message to the student; who texts is asked by text, and the texts were looked at before.

        Raises EmptyText, TooLong, NotAllowed, NotTheStudent, OnTheWeb, OnlyInPilots, NotHereYet, NoPhone, WordsTell,
        AtNight, LookFirst, NoSuchThread.
        """
        doing = self._on.pen.begin(session, reference, Act.REPLY)
        entry, terms = self._checked(doing, said)
        offer = self._offer(doing, said, submission, entry, terms)
        lang, asks = written_in(doing.thread.opened), None
        if doing.thread.row.channel is Channel.SMS:
            if self._on.texts.texts(offer, lang, said.how).digest != said.seen:
                raise LookFirst
            asks = self._on.texts.ask(doing, offer, lang, said.how)
        named = {one for other in referrals_of(doing.thread.opened) for one in other.barriers}
        fresh = [one for one in said.barriers if one not in named]
        payload = Payload(
            stamp(doing.now, exact=True),
            said.words.strip(),
            code=PROPOSED,
            params=offer.params(),
            roster=self._on.ground.roll.roster_entry(),
        )
        stored = False

        def effect(conn: Connection) -> None:
            nonlocal stored
            if asks is not None:
                asks(conn)
            stored = True

        self._on.pen.write(
            doing,
            "referral_proposed",
            [self._on.pen.seal(doing, submission, Kind.STAFF_REPLY, payload)],
            awaiting="reporter",
            effect=effect,
        )
        if stored:
            self._on.count(doing, [Step.PROPOSED, *steps_of(fresh, offer.answered)])

    def _offer(self, doing: Doing, said: Proposal, submission: bytes, entry: Entry, terms: Terms) -> Offer:
        """What holds when it is proposed holds for it: the student's page knows nothing of schools and needs."""
        beside = is_offered(self._on.offered.sides, doing.thread)
        return replace(_offer_of(doing, said, submission, entry, terms), beside=beside)

    def _checked(self, doing: Doing, said: Proposal) -> tuple[Entry, Terms]:
        """Raises as `propose` does."""
        if doing.thread.writer is not Writer.STUDENT:
            raise NotTheStudent
        if self._on.goes_on_by_web(doing.thread):
            raise OnTheWeb
        if not is_offered(self._on.offered.referrals, doing.thread):
            raise OnlyInPilots
        by_text = doing.thread.row.channel is Channel.SMS and said.how != How.WEB
        if by_text and not is_offered(self._on.offered.by_text, doing.thread):
            raise NotHereYet
        entry = self._partners.entry(said.service)
        if entry is None:
            raise NotAllowed
        for text, longest in ((said.words, BODY_LIMIT), (said.purpose, LINE), (said.about, LONG)):
            if len(text) > longest:
                raise TooLong(longest)
        if not said.words.strip() or not said.purpose.strip():
            raise EmptyText
        return entry, self._partners.terms(entry)


def _offer_of(doing: Doing, said: Proposal, submission: bytes, entry: Entry, terms: Terms) -> Offer:
    """In the student's language, with the fields that the agreement allows."""
    lang = written_in(doing.thread.opened)
    fields = tuple(
        name
        for name in SharedField
        if name in said.fields
        and name in terms.fields
        and (name is not SharedField.ABOUT or said.about.strip())
    )
    return Offer(
        submission.hex(),
        entry.organization.id,
        entry.service.id,
        (entry.organization.name_es if lang == "es" else "") or entry.organization.name,
        (entry.service.name_es if lang == "es" else "") or entry.service.name,
        said.purpose.strip(),
        said.about.strip(),
        fields,
        terms.days,
        doing.now,
        None,
        said.barriers,
        answered(entry),
    )
