"""Files of a made-up thread, each a few bytes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reporting.cases.refusals import FileUnreadable, NoSuchThread
from reporting.cases.staff_files import StaffFile
from reporting.files.kinds import CleanType

NAME = "ab" * 16


@dataclass
class MadeUpFiles:
    """`there` by id; `broken` ones do not verify. `opens` counts what is written into the chain."""

    there: dict[str, StaffFile] = field(default_factory=dict)
    broken: bool = False
    opens: int = 0

    def begin(self) -> None:
        self.there.clear()
        self.broken, self.opens = False, 0

    def add(
        self, kind: CleanType = CleanType.JPEG, *, covered: bool = False, category: str = "bullying"
    ) -> StaffFile:
        self.there[NAME] = StaffFile(NAME, "7KQ2BC", kind, 10, 1, covered, category, "en")
        return self.there[NAME]

    def look(self, session: Any, reference: str, file: str) -> StaffFile:
        if reference != "7KQ2BC" or file not in self.there:
            raise NoSuchThread
        return self.there[file]

    def read(
        self, session: Any, reference: str, file: str
    ) -> tuple[StaffFile, Callable[[], Iterator[bytes]]]:
        found = self.look(session, reference, file)

        def pieces() -> Iterator[bytes]:
            if self.broken:
                raise FileUnreadable
            return iter((b"0123", b"4567", b"89"))

        return found, pieces

    def opened(self, session: Any, reference: str) -> None:
        self.opens += 1
