"""What staff say about decisions of the rules, and what the leads see of it."""

from reporting.app.house import House
from reporting.cases.overriding import Word
from reporting.cases.rule_examples import ExampleView
from reporting.cases.rule_figures import Figures
from reporting.cases.sample_desk import SampleRow, SampleView
from reporting.people.staff_session import StaffSession


class HouseFeedback:
    """Satisfies the staff site's `RuleFeedback`."""

    def __init__(self, house: House) -> None:
        self._samples = house.samples
        self._examples = house.examples
        self._watched = house.rules_watched

    def samples(self, session: StaffSession) -> tuple[SampleRow, ...]:
        return self._samples.listed(session)

    def sample(self, session: StaffSession, value: str) -> SampleView:
        return self._samples.read(session, value)

    def judge(self, session: StaffSession, value: str, word: Word) -> None:
        self._samples.judge(session, value, word)

    def examples(self, session: StaffSession) -> tuple[ExampleView, ...]:
        return self._examples.listed(session)

    def put_away(self, session: StaffSession, value: str) -> None:
        self._examples.put_away(session, value)

    def figures(self, session: StaffSession) -> Figures:
        return self._watched.figures(session)
