"""The students' site before there is a district: it says so before anybody types, with the numbers that help now."""

from collections.abc import Mapping, Sequence
from typing import NoReturn

from reporting.cases.nudge_form import NudgeForm
from reporting.cases.refusals import LinkDead, NothingOpens, NotOpenYet, TokenExpired
from reporting.cases.reporter_view import ReporterView
from reporting.cases.tip import FormFacts, Receipted, Tip


class NoIntakeYet:
    """Satisfies the doors Intake, ReturnVisits, GoingOnDoor, GivenPhones and SentFiles."""

    def form_facts(self) -> FormFacts:
        return FormFacts(
            accepting=False,
            monitored=False,
            line_name="Quietline",
            schools=(),
            staff=(),
            due=None,
            zone="UTC",
            hotline=None,
        )

    def receive(self, tip: Tip) -> Receipted:  # noqa: ARG002 -- the door's names
        raise NotOpenYet

    def questions(self, topic: str, lang: str) -> Sequence[str]:
        del topic, lang
        return ()

    def answer(
        self,
        token: str,  # noqa: ARG002 -- the door's names
        submission: bytes,  # noqa: ARG002
        asked: Sequence[str],  # noqa: ARG002
        answers: Sequence[str],  # noqa: ARG002
    ) -> NoReturn:
        raise TokenExpired

    def words_confirmed(self, submission: bytes) -> None:
        del submission

    def check_gate(self, submission: bytes, answers: Sequence[str]) -> bool | None:
        del submission, answers
        return None

    def open(self, words: str, phrase: str = "") -> ReporterView:  # noqa: ARG002 -- the door's names
        raise NothingOpens

    def resume(self, token: str) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise TokenExpired

    def rate(self, token: str, submission: bytes, rating: str) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise TokenExpired

    def add_phrase(self, token: str, submission: bytes, phrase: str, again: str) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise TokenExpired

    def hide(self, token: str, submission: bytes) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise TokenExpired

    def delete(self, token: str, submission: bytes) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise TokenExpired

    def reply(self, token: str, submission: bytes, body: str) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise TokenExpired

    def go_on(self, token: str, submission: bytes, lang: str) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise LinkDead

    def give_number(self, token: str, number: str, lang: str) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise TokenExpired

    def give_nudge(self, token: str, form: NudgeForm, lang: str) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise TokenExpired

    def confirm(self, token: str, submission: bytes, what: str, code: str) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise TokenExpired

    def end_texts(self, token: str, submission: bytes) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise TokenExpired

    def end_nudge(self, token: str, submission: bytes) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise TokenExpired

    def attach(self, token: str, submission: bytes, data: bytes) -> NoReturn:  # noqa: ARG002 -- the door's names
        raise TokenExpired


def not_ready() -> Mapping[str, bool]:
    return {"district": False}
