"""A home to measure in: the demo's invented district, founded through the doors that a real one uses.

`python -m bench.home FOLDER` makes it in a process of its own, so that the measured one starts clean.
"""

import sys
from pathlib import Path

from reporting.app.carriers import NoCarrier, Wires
from reporting.app.foundation import lay
from reporting.app.house import build
from reporting.demo import district
from reporting.demo.cast import HOTLINE, STAFF_LINE
from reporting.people.providers import Hotline
from reporting.settings import Settings
from reporting.vault.ram_keys import RamKeys
from reporting.vault.trust import TrustDirectory


def found(home: Path) -> None:
    foundation = lay(Settings(home=home, receipt_pool=0), RamKeys.create())
    founded = district.found(foundation)
    trust = TrustDirectory.load(foundation.settings.trust_directory)
    house = build(
        foundation, trust, replaced=Wires(NoCarrier(), None, ("unused",), Hotline(HOTLINE, STAFF_LINE))
    )
    district.people(house, founded)
    house.close()
    foundation.close()


if __name__ == "__main__":
    found(Path(sys.argv[1]))
