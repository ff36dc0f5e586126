"""What staff write as a summary, a reason or a name lies on no disk and in no log, and its reader finds it all the same.

By night `tests/faults` walks the same ways over HTTP, through kills and on both databases.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from reporting.cases.incident_desk import IncidentDesk
from reporting.cases.incident_list import IncidentList
from reporting.cases.overriding import Word
from reporting.cases.passing_on import Parting
from reporting.cases.refusals import TooLong
from reporting.cases.to_do import ToDo
from tests.faults.residue import in_folders
from tests.integration.cases.test_a_substitute_stands_in import Substitute
from tests.integration.cases.test_glass_is_broken_by_two import ADA, DANA, agree, crisis, glass
from tests.integration.conftest import NORTH

GUN = "he has a gun in his backpack and says tomorrow is the day"
LUNCH = "someone keeps stealing my lunch"
SCHOOL = "north high"
TOO_LONG = " x" * 25_000
OUTCOME_DAY = timedelta(days=30)


class Canaries:
    """Words that nobody else writes: all begin alike, so that one search finds any."""

    def __init__(self) -> None:
        self.stem = f"canary{secrets.token_hex(8)}"
        self.sung: list[str] = []

    def sing(self) -> str:
        self.sung.append(f"{self.stem}n{len(self.sung):02d}")
        return self.sung[-1]


class Writers:
    """Everybody of staff who writes why, and where things stand."""

    def __init__(self, house: Any, canaries: Canaries) -> None:
        self.house, self.desk, self.sing = house, house.house.desk, canaries.sing
        self.read: list[Any] = []
        # What goes to the leads of the rules alone, and what was refused.
        self.shown_to_no_reader: set[str] = set()

    def tip(self, body: str, school: int | None = NORTH, **more: Any) -> str:
        before = {one.reference for one in self.house.threads()}
        self.words = " ".join(self.house.tip(body, school, **more).words)
        (reference,) = {one.reference for one in self.house.threads()} - before
        return str(reference)

    def at(self, role: str, reference: str) -> tuple[Any, str]:
        return self.house.sessions[role], reference

    def parting(self) -> Parting:
        return Parting(secrets.token_bytes(16), f"She eats in room 12. {self.sing()}")

    def unshown(self) -> str:
        word = self.sing()
        self.shown_to_no_reader.add(word)
        return word

    def passes_on(self) -> None:
        """To a person, to a second team, to another team."""
        reference, house = self.tip(LUNCH), self.house
        self.desk.assign(*self.at("north", reference), house.member("north_too").hex(), self.parting())
        self.desk.share(*self.at("north", reference), house.queue("District").hex(), self.parting())
        self.read.append(house.read("north", reference))
        self.desk.hand_over(*self.at("north", reference), house.queue("District").hex(), self.parting())
        self.read.append(house.read("designee", reference))

    def a_substitute_is_told(self) -> None:
        """A substitute gives no reason, and nobody gives one for them: what is written is where things stand."""
        reference = self.tip(LUNCH)
        sol = Substitute(self.house).confirmed_by("north_too")
        self.desk.assign(*self.at("north", reference), sol.member.hex(), self.parting())
        self.read.append(sol.reads(reference))

    def an_exclusion_is_lifted(self) -> None:
        reference = self.tip("mr okafor is creepy", excluded=frozenset({self.house.member("north_too")}))
        role = next(one for one in ("designee", "north") if reference in self.house.references(one))
        excluded = self.house.member("north_too").hex()
        self.desk.lift_exclusion(*self.at(role, reference), excluded, self.sing())
        self.read.append(self.house.read(role, reference))

    def the_glass_is_broken(self) -> None:
        reference, house = self.tip(GUN), self.house
        house.house.glass.ask(house.sessions[ADA], crisis(house), f"On the plane. {self.sing()}", 2, "")
        with house.house.foundation.database.read() as conn:
            which = glass.requests(conn, house.house.ground.district, "asked")[-1].id
        self.read.append(house.house.glass.asks(house.sessions[DANA]))
        agree(house, DANA, which)
        self.read.append(house.read(DANA, reference))

    def several_are_one(self) -> None:
        first, second, house = self.tip(LUNCH), self.tip(LUNCH), self.house
        incidents = IncidentDesk(house.house.ground, house.house.people.ground.witness, self.desk)
        session = house.sessions["north"]
        incidents.merge(session, first, secrets.token_bytes(16), [second], f"Lunch {self.sing()}")
        incidents.corroborate(session, first, secrets.token_bytes(16), f"Seen {self.sing()}", everywhere=True)
        self.read += [
            IncidentList(house.house.ground).look(session, seconds=10),
            house.read("north_too", second),
        ]

    def a_thread_ends(self) -> None:
        """With its reasons on the way: urgency, hold, a task, an outcome, last words, and a word of its student."""
        reference, house = self.tip(LUNCH), self.house
        here = self.at("north", reference)
        self.desk.override(*here, secrets.token_bytes(16), Word("should_page", "", self.unshown()))
        self.desk.task(*here, secrets.token_bytes(16), ToDo(self.sing(), house.clock().date() + OUTCOME_DAY))
        self.desk.close(*here, "help_given", f"We looked. {self.sing()}", outcome=self.sing())
        self.read += [house.read("north_too", reference), house.house.web_return.open(self.words)]

    def what_is_refused(self) -> None:
        reference = self.tip(LUNCH)
        here = self.at("north", reference)
        for act in (
            lambda: self.desk.close(*here, "help_given", self.unshown() + TOO_LONG),
            lambda: self.desk.note(*here, secrets.token_bytes(16), self.unshown() + TOO_LONG),
        ):
            with pytest.raises(TooLong):
                act()


WAYS: tuple[Callable[[Writers], None], ...] = (
    Writers.passes_on,
    Writers.a_substitute_is_told,
    Writers.an_exclusion_is_lifted,
    Writers.the_glass_is_broken,
    Writers.several_are_one,
    Writers.a_thread_ends,
    Writers.what_is_refused,
)


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.nightly])]
)
def house(request: pytest.FixtureRequest, model_house: Any, tmp_path: Path, rows_on: Any) -> Iterator[Any]:
    with model_house.opened(tmp_path / "house", database_url=rows_on(request)) as founded:
        founded.unlock("north")  # so that the halves of the glass are made
        yield founded


def cluster_of(house: Any) -> list[Path]:
    """Where PostgreSQL keeps rows and write-ahead log; nothing on the embedded database."""
    url = house.house.foundation.settings.database_url
    return [Path(parse_qs(urlsplit(url.get_secret_value()).query)["host"][0])] if url else []


def test_no_summary_reason_or_name_that_staff_wrote_lies_on_the_disk_or_in_the_log(
    house: Any,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    caplog.set_level(logging.DEBUG)
    canaries, since = Canaries(), time.time() - 1
    writers = Writers(house, canaries)
    for way in WAYS:
        way(writers)
    written = repr(_words(writers.read))
    assert {one for one in canaries.sung if one not in written} == writers.shown_to_no_reader

    folders = [tmp_path, *cluster_of(house)]
    assert in_folders(folders, [canaries.stem], since) == []
    # A school's name is public, so the same search must see it where the rows lie.
    assert "raw" in {one.disguise for one in in_folders(folders[-1:], [SCHOOL])}
    assert canaries.stem not in caplog.text
    assert canaries.stem not in repr(writers.read)
    assert canaries.stem not in "".join(capfd.readouterr())

    (tmp_path / "planted").write_text(f"control {canaries.sing()}", encoding="utf-8")
    assert [one.disguise for one in in_folders([tmp_path], [canaries.stem])] == ["raw"]


def _words(view: Any) -> object:
    """All texts of what somebody read, whatever its `repr` hides."""
    if isinstance(view, list | tuple):
        return [_words(one) for one in view]
    fields = getattr(view, "__dataclass_fields__", None)
    return view if fields is None else {name: _words(getattr(view, name)) for name in fields}
