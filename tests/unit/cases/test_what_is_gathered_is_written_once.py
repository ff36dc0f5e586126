"""Counts wait in RAM until they are written: none is lost to a full disk, none is written twice."""

from collections import Counter
from collections.abc import Mapping

import pytest

from reporting.cases.gathered import Gathered
from reporting.store.errors import StoreFull


def test_all_that_was_gathered_is_handed_over_once() -> None:
    gathered: Gathered[str] = Gathered()
    gathered.add({"tip": 1, "paged": 1})
    gathered.add({"tip": 1})
    written: list[Mapping[str, int]] = []
    gathered.write(written.append)
    gathered.write(written.append)
    assert written == [{"tip": 2, "paged": 1}]
    assert not gathered.waiting()


def test_what_could_not_be_written_waits_with_what_came_meanwhile() -> None:
    gathered: Gathered[str] = Gathered()
    gathered.add({"tip": 2})

    def full(_counts: Mapping[str, int]) -> None:
        gathered.add({"tip": 1})
        raise StoreFull("There is no room on the disk; make some.")

    with pytest.raises(StoreFull):
        gathered.write(full)
    assert gathered.waiting() == Counter({"tip": 3})


def test_too_few_things_are_not_written_whatever_they_count_for() -> None:
    gathered: Gathered[str] = Gathered()
    written: list[Mapping[str, int]] = []
    for _ in range(4):
        gathered.add({"fired": 9})
    gathered.write(written.append, fewest=5)
    assert written == []
    gathered.add({"fired": -9})
    gathered.write(written.append, fewest=5)
    assert written == [{"fired": 27}]
