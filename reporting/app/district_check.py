"""`quietline check`: the routes against the district in the home, whether the service runs or not. Writes nothing."""

from reporting.app.beside_the_service import people_beside
from reporting.app.route_check import RouteCheck
from reporting.cases.district_roll import DistrictRoll
from reporting.cases.route_findings import Finding
from reporting.model.clock import Clock, system_clock
from reporting.settings import Settings
from triage.routing import load_routes


def check_district(settings: Settings, *, clock: Clock = system_clock) -> tuple[Finding, ...]:
    """Raises WrongStart, TrustMissing, TrustInvalid, RulebookInvalid, StoreError."""
    with people_beside(settings, clock) as people:
        roll = DistrictRoll(people.book, people.directory)
        texts = people.providers.hotline() is not None
        return RouteCheck(people, roll, load_routes(settings.rules), texts=texts).findings()
