"""Made-up schools, ladders, guidance and what must be ready before a line opens."""

from collections.abc import Sequence
from datetime import timedelta

from notify.policy import Policy
from reporting.cases.refusals import EmptyText
from reporting.cases.staff_view import (
    Choice,
)
from reporting.model.danger import Danger, danger_of
from reporting.model.thread import Channel
from reporting.people.guidance.keeping import BY_TEXT, SHIPPED
from reporting.people.guidance.written import read_counsel
from reporting.people.ladder_form import LadderForm, read_agency, read_policy
from reporting.people.refused import (
    Refused,
    StepUpRefused,
)
from reporting.people.staff_session import StaffSession
from reporting.staff.ladder_view import LadderLine, LadderPage, Rehearsed
from reporting.staff.now_view import FirstWords, GuidanceForm, GuidancePage
from reporting.staff.people_view import (
    GettingReady,
    HoleRow,
    Missing,
    ShortQueue,
)
from reporting.staff.school_view import SchoolForm, SchoolPage
from reporting.staff.try_view import FiredRule, Piece, RouteFinding, Tried, TryForm, TryPage, Weighed
from tests.integration.staff.made_up_ground import ZONE, Part


class Schools(Part):
    def page(self, session: StaffSession, value: str) -> SchoolPage:
        return SchoolPage(value, "Northside High", self.h.school, may=self.h.may_tell, may_everywhere=True)

    def tell(self, session: StaffSession, value: str, form: SchoolForm) -> None:
        self.done("tell", value, form)
        self.h.school = form


class Ladders(Part):
    def page(self, session: StaffSession, value: str) -> LadderPage:
        return LadderPage(
            value,
            "Northside on-call",
            self.h.ladder,
            self._rehearsed(("Ana Ruiz", "Ben Osei")),
            may=self.h.may_tell,
            mails=True,
            more_teams=True,
            hurried=1.0,
        )

    def rehearse(self, session: StaffSession, value: str, form: LadderForm) -> Rehearsed:
        read_policy(form, Policy())
        read_agency(form)
        return self._rehearsed(("Carla Díaz",))

    def keep(self, session: StaffSession, value: str, form: LadderForm) -> None:
        if session.stepped_up_until is None or self.h.clock() >= session.stepped_up_until:
            raise StepUpRefused("needed", "Enter it again.")
        self.done("keep", value, form)
        self.h.ladder = form

    def _rehearsed(self, names: tuple[str, ...]) -> Rehearsed:
        lines = (LadderLine(0, "person", "sms", names[:1]), LadderLine(90, "everyone", "voice", names))
        return Rehearsed(lines, 150)


class Guidances(Part):
    def first_words(
        self, session: StaffSession, category: str, lang: str, reader: str, channel: Channel
    ) -> FirstWords:
        danger = danger_of(category)
        form = self.h.own_words.get((danger, reader))
        return FirstWords(
            danger=danger,
            replies=SHIPPED[lang][danger].replies if channel is Channel.WEB else BY_TEXT[lang],
            meanings=SHIPPED[reader][danger].replies if lang != reader else (),
            steps=tuple(form.steps.splitlines()) if form else SHIPPED[reader][danger].steps,
            own=form is not None,
            may=self.h.may_tell,
        )

    def written(self, session: StaffSession) -> frozenset[tuple[str, str]]:
        return frozenset(self.h.own_words)

    def page(self, session: StaffSession, danger: str, lang: str) -> GuidancePage:
        if danger not in set(Danger) or lang not in SHIPPED:
            raise Refused("unknown", "Choose one.")
        own = self.h.own_words.get((danger, lang))
        form = own or GuidanceForm.of(SHIPPED[lang][Danger(danger)])
        return GuidancePage(Danger(danger), lang, form, own is not None, self.h.may_tell)

    def keep(self, session: StaffSession, danger: str, lang: str, form: GuidanceForm) -> None:
        read_counsel(form.replies, form.steps, form.questions)
        if session.stepped_up_until is None or self.h.clock() >= session.stepped_up_until:
            raise StepUpRefused("needed", "Enter it again.")
        self.done("keep_words", danger, lang, form)
        self.h.own_words[danger, lang] = form

    def ship(self, session: StaffSession, danger: str, lang: str) -> None:
        if session.stepped_up_until is None:
            raise StepUpRefused("needed", "Enter it again.")
        self.done("ship", danger, lang)
        self.h.own_words.pop((danger, lang), None)


class Previews(Part):
    def page(self, session: StaffSession) -> TryPage:
        schools = (Choice("aa", "Northside High"), Choice("bb", "Southside Middle"))
        findings = (
            RouteFinding("nobody_on_call_now", "Southside on-call", fault=True),
            RouteFinding("school_uses_district_queue", "Southside Middle", fault=False),
        )
        return TryPage(schools, findings, ("about a member of staff", "everything else"), ZONE, texts=True)

    def judge(self, session: StaffSession, form: TryForm) -> Tried:
        if not form.body.strip():
            raise EmptyText
        return Tried(
            severity="urgent",
            category="attack_weapons",
            pieces=(Piece(form.body[:4], fired=True), Piece(form.body[4:], fired=False)),
            fired=(FiredRule("Speaks of a gun at school", "gun.school", "urgent", form.body[:4]),),
            weighed=(
                Weighed("lowered", "gun.school", "laugh", "-1", "", "lol"),
                Weighed("rejected", "gun.school", "not", "", "in another clause", "not"),
            ),
            routes=("urgent pages the person on call, and the crisis queue can open it", "everything else"),
            hours="unknown",
            queue="Northside counselors",
            also=("Northside crisis",),
            singles=0,
            about_staff=False,
            missing=(),
            pages=True,
            team="Northside on-call",
            first=("Ana Ruiz",),
            due=self.h.clock() + timedelta(hours=3),
            rulebook="ab" * 32,
        )


class GettingReadies(Part):
    def view(self, session: StaffSession) -> GettingReady:
        return GettingReady(
            may=True,
            born=self.h.born,
            opened=self.h.opened,
            missing=(
                Missing("m1", "Carla Díaz", "Counselor", "join"),
                Missing("m2", "Ed Moss", "Nurse", "admit"),
            ),
            short=() if self.h.born else (ShortQueue("Southside counselors", 1, "s2"),),
            registrars=("Ana Ruiz", "Ben Osei"),
            could_be_registrar=(Choice("m3", "Fay Lim"),),
            silent_teams=("Southside on-call",),
            holes=(HoleRow("aa", "Southside on-call", self.h.clock(), None, ("nobody", "no_phone")),),
            zone="America/Chicago",
        )

    def make_keys(self, session: StaffSession, share: Sequence[str]) -> None:
        self.done("make_keys", tuple(share))
        self.h.born = True

    def open_line(self, session: StaffSession) -> None:
        self.done("open_line")
        self.h.opened = True

    def make_registrar(self, session: StaffSession, member: str) -> None:
        self.done("make_registrar", member)
