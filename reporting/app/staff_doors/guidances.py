"""First replies and steps between their pages and the house."""

from reporting.model.danger import Danger, danger_of
from reporting.model.thread import Channel
from reporting.people.doors import PeopleDoors
from reporting.people.guidance.keeping import BY_TEXT, LANGUAGES, SHIPPED
from reporting.people.guidance.written import read_counsel
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.staff.now_view import FirstWords, GuidanceForm, GuidancePage


class FirstMinutes:
    """Satisfies the staff site's `Guidances`."""

    def __init__(self, people: PeopleDoors) -> None:
        self._guidance = people.guidance

    def first_words(
        self, session: StaffSession, category: str, lang: str, reader: str, channel: Channel
    ) -> FirstWords:
        danger = danger_of(category)
        theirs = lang if lang in SHIPPED else "en"
        kept, read = self._guidance.of(danger, theirs), self._guidance.of(danger, reader)
        by_text = channel is Channel.SMS
        # What a district wrote in two languages need not mean the same, line for line.
        alike = by_text or not (kept.own or read.own)
        meant = BY_TEXT[reader] if by_text else read.counsel.replies
        return FirstWords(
            danger=danger,
            # A text lies on a lock screen: it names no topic, whatever the district wrote for the web.
            replies=BY_TEXT[theirs] if by_text else kept.counsel.replies,
            meanings=meant if alike and theirs != reader else (),
            steps=read.counsel.steps,
            own=read.own,
            may=self._guidance.may_change(session),
        )

    def written(self, session: StaffSession) -> frozenset[tuple[str, str]]:
        del session
        return self._guidance.written()

    def page(self, session: StaffSession, danger: str, lang: str) -> GuidancePage:
        kind = _danger(danger, lang)
        kept = self._guidance.of(kind, lang)
        return GuidancePage(
            kind, lang, GuidanceForm.of(kept.counsel), kept.own, self._guidance.may_change(session)
        )

    def keep(self, session: StaffSession, danger: str, lang: str, form: GuidanceForm) -> None:
        kind = _danger(danger, lang)
        self._guidance.change(session, kind, lang, read_counsel(form.replies, form.steps, form.questions))

    def ship(self, session: StaffSession, danger: str, lang: str) -> None:
        self._guidance.change(session, _danger(danger, lang), lang, None)


def _danger(danger: str, lang: str) -> Danger:
    if lang not in LANGUAGES or danger not in set(Danger):
        raise Refused("unknown", "Choose a kind of danger of the list.")
    return Danger(danger)
