"""A district in a home, ready to be served: the demo's people, joined, admitted and open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reporting.app.carriers import NoCarrier, Wires
from reporting.app.foundation import Foundation, lay
from reporting.app.house import build
from reporting.audit.chain import AuditChain
from reporting.audit.witness import ChainedWitness
from reporting.demo.cast import HOTLINE, STAFF_LINE, founding
from reporting.demo.district import hasten, people
from reporting.model.ids import DistrictId
from reporting.people.ground import Witness
from reporting.people.price import Price
from reporting.people.providers import Hotline
from reporting.people.set_up import SetUp
from reporting.rules.shelf import Shelf
from reporting.settings import Settings
from reporting.vault.ram_keys import RamKeys
from reporting.vault.trust import TrustDirectory
from tests.shipped_rules import shipped_rulebook
from triage.load import pack_texts

CHEAP = Price(memory_kib=19456, iterations=2)


@dataclass(frozen=True, slots=True)
class District:
    """`schools`: values of the form's field. `codes`: base32 secrets of those who sign in with a code, by e-mail."""

    schools: tuple[str, ...]
    codes: dict[str, str]


def found(home: Path, database_url: str | None, speed: float) -> District:
    """Waits in paging pass `speed` times as fast."""
    settings = Settings(home=home, receipt_pool=0, threads=4, database_url=database_url)
    with _foundation(settings) as foundation:
        set_up = SetUp(
            foundation.database,
            trust_path=settings.trust_directory,
            clock=foundation.clock,
            random=foundation.random,
            witness_for=_witness,
            price=CHEAP,
        )
        founded = set_up.create_district(founding())
        trust = TrustDirectory.load(settings.trust_directory)
        wires = Wires(NoCarrier(), None, (), Hotline(HOTLINE, STAFF_LINE))
        shelf = Shelf(pack_texts(settings.rules), shipped_rulebook())
        house = build(foundation, trust, replaced=wires, price=CHEAP, shelf=shelf)
        admitted = people(house, founded)
        hasten(house, speed)
        schools = tuple(option.value for option in house.ground.roll.schools())
        house.close()
    return District(schools, admitted.two_step)


@contextmanager
def _foundation(settings: Settings) -> Iterator[Foundation]:
    ram = RamKeys.create()
    foundation = lay(settings, ram)
    yield foundation
    foundation.close()
    ram.close()


def _witness(server_key: bytes, district: DistrictId) -> Witness:
    return ChainedWitness(AuditChain(server_key, district))
