"""The directory as a table: one row a service. Read whole or not at all, with each wrong row and why."""

import csv
import io
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reporting.model.help.organization import Location, Organization
from reporting.model.help.service import Place, Service
from reporting.model.help.words import FacetKind
from reporting.model.ids import LocationId, OrganizationId, PlaceId, SchoolId, ServiceId
from reporting.referrals.directory.directory import Entry, HelpDirectory
from reporting.referrals.directory.entry_form import (
    Problem,
    Reading,
    read_location,
    read_organization,
    read_service,
)

MOST_ROWS = 3_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_PROBLEMS = 100
# Names made from names: the same file twice changes nothing the second time.
_NAMES = uuid.UUID("6b0f5c1e-5d0e-5e63-9d3b-9f1f6f3b7c11")
_ORGANIZATION = {
    "organization": "name",
    "organization_es": "name_es",
    "organization_about": "about",
    "organization_about_es": "about_es",
    "website": "website",
    "email": "email",
}
_SERVICE = (
    "service", "service_es", "about", "about_es", "status", "needs", "min_age", "max_age", "eligibility",
    "eligibility_es", "languages", "price", "fees", "fees_es", "insurance", "phone", "url", "how", "how_es", "days",
    "opens", "closes", "telehealth", "transport", "any_hour", "takes_referrals", "capacity", "wait_days",
)  # fmt: skip
_LOCATION = (
    "place", "street", "city", "state", "postal", "school", "latitude", "longitude", "transportation",
    "transportation_es", "step_free",
)  # fmt: skip
_AT_PLACE = ("place_days", "place_opens", "place_closes")
_IDS = ("organization_id", "service_id")
COLUMNS = (*_IDS, *_ORGANIZATION, *_SERVICE, *_LOCATION, *_AT_PLACE)


@dataclass(frozen=True, slots=True)
class Wrong:
    """`row`: as a spreadsheet counts, the heading is 1."""

    row: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class Change:
    """What a row does: `kind` is new, changed or same."""

    row: int
    organization: str
    service: str
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """A file as it was read. With something wrong in it nothing of it is taken."""

    changes: tuple[Change, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    organizations: tuple[Organization, ...] = ()
    locations: tuple[Location, ...] = ()


def read_table(text: str, directory: HelpDirectory, schools: Mapping[str, SchoolId]) -> Table:
    """`schools`: by casefolded name and by id in hex. Columns that the file does not have stay as they are."""
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), _dialect(text), strict=True))
    except csv.Error:
        return Table(wrong=(Wrong(1, Problem("", "not_csv")),))
    if not rows:
        return Table(wrong=(Wrong(1, Problem("", "empty_file")),))
    header = [name.strip().lower() for name in rows[0]]
    if wrong := tuple(_header(header)):
        return Table(wrong=wrong)
    if len(rows) - 1 > MOST_ROWS:
        return Table(wrong=(Wrong(1, Problem("", "too_many_rows", str(MOST_ROWS))),))
    reader = _Rows(directory, schools)
    for at, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            reader.take(at, header, row)
    if reader.wrong:
        return Table(wrong=tuple(reader.wrong[:MOST_PROBLEMS]))
    return Table(
        tuple(reader.changes), (), tuple(reader.organizations.values()), tuple(reader.locations.values())
    )


def write_table(entries: Iterable[Entry], schools: Mapping[SchoolId, str]) -> str:
    """What `read_table` reads. A service with several places has its first one here."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    for entry in entries:
        sheet.writerow([_harmless(cell) for cell in _row(entry, schools)])
    return out.getvalue()


def _dialect(text: str) -> type[csv.Dialect]:
    """Spreadsheets of some countries write semicolons."""
    first = text.partition("\n")[0]
    return _Semicolon if first.count(";") > first.count(",") else csv.excel


class _Semicolon(csv.excel):
    delimiter = ";"


def _header(header: list[str]) -> Iterator[Wrong]:
    for needed in ("organization", "service"):
        if needed not in header:
            yield Wrong(1, Problem(needed, "no_column"))
    for name in header:
        if name not in COLUMNS:
            yield Wrong(1, Problem(name[:40], "unknown_column"))
    for name in {name for name in header if header.count(name) > 1}:
        yield Wrong(1, Problem(name[:40], "column_twice"))


class _Rows:
    def __init__(self, directory: HelpDirectory, schools: Mapping[str, SchoolId]) -> None:
        self._directory = directory
        self._schools = schools
        self._names = {one.name.casefold(): one for one in directory.organizations}
        self._seen: dict[ServiceId, int] = {}
        self.organizations: dict[OrganizationId, Organization] = {}
        self.locations: dict[LocationId, Location] = {}
        self.changes: list[Change] = []
        self.wrong: list[Wrong] = []

    def take(self, at: int, header: list[str], row: list[str]) -> None:
        if len(row) != len(header):
            self.wrong.append(Wrong(at, Problem("", "cells", f"{len(row)} / {len(header)}")))
            return
        given = dict(zip(header, (_plain(cell) for cell in row), strict=True))
        of_organization = Reading(
            {name: given[column] for column, name in _ORGANIZATION.items() if column in given}
        )
        reading = Reading({name: cell for name, cell in given.items() if name not in _ORGANIZATION})
        before = self._organization(reading, given.get("organization", "").strip())
        organization = read_organization(of_organization, before)
        old = self._service(reading, organization, given.get("service", "").strip())
        service = read_service(reading, old)
        service, location = self._placed(reading, service)
        columns = {name: column for column, name in _ORGANIZATION.items()}
        problems = [
            *(replace(one, field=columns.get(one.field, one.field)) for one in of_organization.problems),
            *reading.problems,
        ]
        if service.id in self._seen:
            problems.append(Problem("service", "row_twice", str(self._seen[service.id])))
        self._seen[service.id] = at
        if problems:
            self.wrong += [Wrong(at, one) for one in problems]
            return
        self._keep(at, before, organization, old, service, location)

    def _keep(  # noqa: PLR0917 -- one row, before and after
        self,
        at: int,
        before: Organization,
        organization: Organization,
        old: Service,
        service: Service,
        location: Location | None,
    ) -> None:
        known = self._directory.entry(service.id) is not None
        same_place = location is None or self._directory.locations.get(location.id) == location
        same = known and old == service and before == organization and same_place
        others = [one for one in organization.services if one.id != service.id]
        ordered = (
            [service if one.id == service.id else one for one in organization.services]
            if len(others) < len(organization.services)
            else [*others, service]
        )
        self.organizations[organization.id] = replace(organization, services=tuple(ordered))
        if location is not None:
            self.locations[location.id] = location
        kind = "same" if same else "changed" if known else "new"
        self.changes.append(Change(at, organization.name, service.name, kind))

    def _organization(self, reading: Reading, name: str) -> Organization:
        given = _uuid(reading, "organization_id")
        known = self._names.get(name.casefold())
        if given is None and known is not None:
            id_ = known.id
        else:
            id_ = OrganizationId(given or uuid.uuid5(_NAMES, name.casefold()).bytes)
        found = self.organizations.get(id_) or self._directory.organization(id_)
        return found or Organization(id_, "")

    def _service(self, reading: Reading, organization: Organization, name: str) -> Service:
        given = _uuid(reading, "service_id")
        for one in organization.services:
            if one.id == given or (given is None and one.name.casefold() == name.casefold()):
                return one
        made = uuid.uuid5(_NAMES, f"{organization.id.hex()} {name.casefold()}").bytes
        if given is not None and self._directory.entry(ServiceId(given)) is not None:
            reading.wrong("service_id", "other_organization")
        return Service(ServiceId(given or made), organization.id, "")

    def _placed(self, reading: Reading, service: Service) -> tuple[Service, Location | None]:
        """With its first place as the row says."""
        if not any(reading.raw(name) for name in (*_LOCATION, *_AT_PLACE)):
            return service, None
        first = service.places[0] if service.places else None
        if first is None:
            made = uuid.uuid5(_NAMES, f"{service.id.hex()} place").bytes
            first = Place(PlaceId(made), LocationId(made))
        at = first.location
        old = (
            self.locations.get(at) or self._directory.locations.get(at) or Location(at, service.organization)
        )
        location = read_location(reading, old, self._schools)
        place = replace(first, schedules=reading.hours("place_", first.schedules))
        return replace(service, places=(place, *service.places[1:])), location


def _uuid(reading: Reading, name: str) -> bytes | None:
    said = reading.raw(name)
    if not said:
        return None
    try:
        return uuid.UUID(said).bytes
    except ValueError:
        reading.wrong(name, "not_id")
        return None


def _row(entry: Entry, schools: Mapping[SchoolId, str]) -> list[str]:
    organization, service = entry.organization, entry.service
    cells = {name: _cell(getattr(service, name, "")) for name in _SERVICE}
    cells |= {column: _cell(getattr(organization, name)) for column, name in _ORGANIZATION.items()}
    cells |= {
        "organization_id": str(uuid.UUID(bytes=organization.id)),
        "service_id": str(uuid.UUID(bytes=service.id)),
        "service": service.name,
        "service_es": service.name_es,
        "needs": ";".join(service.codes(FacetKind.NEED)),
        "insurance": ";".join(service.codes(FacetKind.INSURANCE)),
        "languages": ";".join(one.code for one in service.languages),
        "phone": service.phones[0].number if service.phones else "",
    }
    if service.schedules:
        first = service.schedules[0]
        cells |= {"days": first.days.replace(",", ";"), "opens": first.opens[:5], "closes": first.closes[:5]}
    if entry.where:
        place, location = entry.where[0]
        cells |= {name: _cell(getattr(location, name, "")) for name in _LOCATION}
        cells |= {
            "place": location.name,
            "school": schools.get(location.school, "") if location.school else "",
            "latitude": _degrees(location.latitude),
            "longitude": _degrees(location.longitude),
        }
        if place.schedules:
            own = place.schedules[0]
            cells |= {
                "place_days": own.days.replace(",", ";"),
                "place_opens": own.opens[:5],
                "place_closes": own.closes[:5],
            }
    return [cells.get(name, "") for name in COLUMNS]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None or isinstance(value, tuple) else str(value)


def _degrees(millionths: int | None) -> str:
    return "" if millionths is None else f"{millionths / 1_000_000:.6f}"


def _harmless(cell: str) -> str:
    """A cell that begins like a formula is one, in a spreadsheet: an apostrophe makes it text."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _is_number(cell) else cell


def _plain(cell: str) -> str:
    """Without the apostrophe that `_harmless` put there."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return not cell.startswith("+")
