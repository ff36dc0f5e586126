"""Leads of the founded house who change its rules."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from reporting.app.sites import staff_settings
from reporting.people.refused import Refused
from reporting.rules.checking import RuleForm, WordsForm
from reporting.rules.rules_view import RulesView
from reporting.staff.app import create_staff_app
from triage.load import ROUTES, load_packs, shipped

# Words that nobody says: a test that finds one on a disk has found a draft.
SLANG = "kratzo"
WORDS = WordsForm("drug", "en", SLANG)
RULE = RuleForm(
    title="Says that someone sells zorbies",
    category="substance_use",
    urgency="soon",
    phrases="selling … zorbies\nvende zorbies",
    exceptions="selling zorbies the game",
    match="he is selling blue zorbies\nthey keep selling zorbies\nun chavo vende zorbies",
    no_match="i bought a zorbie ball\nselling my bike\nhe is selling zorbies the game",
)
LEAD, SECOND = "north", "south"


@dataclass
class Leads:
    """The founded house, and the steps that most promises begin with."""

    town: Any

    def view(self, role: str = LEAD) -> RulesView:
        return self.town.house.rule_reading.view(self.town.sessions[role])

    def drafts(self, *forms: WordsForm | RuleForm, role: str = LEAD) -> None:
        for form in forms:
            looked = self.town.house.rule_desk.save(self.town.sessions[role], form)
            assert looked.may_be_saved, (looked.complaints, looked.invalid, looked.preview)

    def tries(self, *forms: WordsForm | RuleForm, role: str = LEAD) -> None:
        self.drafts(*forms, role=role)
        self.town.house.rule_desk.try_out(self.town.sessions[role])

    def approves(self, role: str = SECOND) -> None:
        self.town.house.rule_desk.promote(self.town.sessions[role], self.view(role).shadow.hash)

    def puts_in_force(self, *forms: WordsForm | RuleForm) -> None:
        self.tries(*forms)
        self.approves()

    def rolls_back(self, role: str = LEAD) -> None:
        self.town.house.rule_desk.roll_back(self.town.sessions[role], self.view(role).in_force_mark)


@pytest.fixture
def leads_of() -> Callable[[object], Leads]:
    return Leads


class Reader:
    """A browser of one of the staff, over the real house: cookies, forms with their hidden fields."""

    def __init__(self, town: Any, role: str) -> None:
        foundation = town.house.foundation
        app = create_staff_app(town.doors, replace(staff_settings(foundation), clock=foundation.clock))
        self._client = app.test_client()
        self._base = foundation.settings.staff_base
        self._client.set_cookie("s", town.cookies[role], domain=urlsplit(self._base).hostname or "")
        self.text = ""
        self.status = 0
        self.location = ""

    def get(self, path: str) -> str:
        return self._take(self._client.get(path, base_url=self._base))

    def post(self, path: str, *, follow: bool = True, **fields: str) -> str:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.text)
        assert token, self.text
        return self._take(
            self._client.post(
                path,
                base_url=self._base,
                data={"csrf_token": token[1], **fields},
                headers={"Sec-Fetch-Site": "same-origin", "Origin": self._base},
                follow_redirects=follow,
            )
        )

    def _take(self, answer: Any) -> str:
        self.text, self.status = answer.get_data(as_text=True), answer.status_code
        self.location = answer.headers.get("Location", "")
        return self.text


@pytest.fixture
def refused() -> Any:
    """A context in which the rules' room says no with this code."""

    @contextmanager
    def check(code: str) -> Iterator[None]:
        with pytest.raises(Refused) as caught:
            yield
        assert caught.value.code == code

    return check


# As little as the promises here need: compiling it takes a hundredth of the shipped one.
SMALL = """
concepts:
  drug: {en: [percs, fentanyl, xans], es: [fentanilo]}
  weed_vape: {en: [vape, dab pen], es: [vapear]}
  out: {en: [slurring, passed out], es: [no despierta]}
rules:
  - id: ovd.now
    title: Someone may be overdosing or is passed out
    category: overdose
    severity: 5
    any: [{all: [$drug, $out], within: 18}]
    match: ["he took percs and is slurring", "passed out from fentanyl", "fentanilo y no despierta"]
    no_match: ["slurring is a word", "percs are bad", "he passed out the papers", "the blue sky"]
  - id: drg.use
    title: Vaping
    category: substance_use
    severity: 1
    any: [$weed_vape]
    match: ["she has a vape", "a dab pen in class", "van a vapear"]
    no_match: ["a pen in class", "gym class", "van a comer"]
"""


@pytest.fixture(scope="session")
def small_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    (folder / ROUTES).write_text((shipped() / ROUTES).read_text(encoding="utf-8"), encoding="utf-8")
    return folder


_loaded = cache(load_packs)


def with_rules(town: Any, folder: Path) -> Any:
    """The same house over the rules of a folder."""
    town.house.close()
    foundation = town.house.foundation
    town.rulebook = _loaded(folder)
    settings = foundation.settings.model_copy(update={"rules": folder})
    return town._over(replace(foundation, settings=settings))


@pytest.fixture
def small_town(founded_house: Any, small_rules: Path) -> Iterator[Any]:
    """The founded house with few rules."""
    town = with_rules(founded_house, small_rules)
    yield town
    town.house.close()


@pytest.fixture
def small_town_on_each(founded_house_on_each: Any, small_rules: Path) -> Iterator[Any]:
    """The same, once on SQLite and once on PostgreSQL."""
    town = with_rules(founded_house_on_each, small_rules)
    yield town
    town.house.close()
