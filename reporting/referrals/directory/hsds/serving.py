"""The directory as an HSDS 3 API answers: pages of services and organizations, and one of each with all that hangs on it.

Only what the public page lists. There is no `search`: what somebody looks for would stand in an address.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from reporting.model.help.organization import Organization
from reporting.model.help.service import Service
from reporting.model.help.words import Status
from reporting.referrals.directory.directory import HelpDirectory
from reporting.referrals.directory.hsds.writing import organization, service

VERSION = "3.1.1"
PROFILE = "https://docs.openreferral.org/en/latest/hsds/"
PER_PAGE, MOST_PER_PAGE = 50, 200
_LONGEST_NUMBER = 6
Json = dict[str, Any]
Thing = TypeVar("Thing")


class WrongQuestion(Exception):
    """A parameter that is not known, or a value that it cannot have. Its text says which, never the value."""


@dataclass(frozen=True, slots=True)
class Question:
    """`full`: with all that hangs on each; `minimal`: ids alone; `organization`: of this one alone."""

    page: int = 1
    per_page: int = PER_PAGE
    full: bool = False
    minimal: bool = False
    organization: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str], known: Sequence[str]) -> "Question":
        """Raises WrongQuestion: a filter that is passed over would answer another question than was asked."""
        for name in asked:
            if name not in known:
                raise WrongQuestion(f"Unknown parameter. Known: {', '.join(known)}.")
        per_page = _number(asked, "per_page", PER_PAGE)
        if per_page > MOST_PER_PAGE:
            raise WrongQuestion(f"per_page: at most {MOST_PER_PAGE}.")
        return cls(
            _number(asked, "page", 1),
            per_page,
            _yes(asked, "full"),
            _yes(asked, "minimal"),
            asked.get("organization_id", ""),
        )


SERVICES = ("page", "per_page", "full", "minimal", "organization_id")
ORGANIZATIONS = ("page", "per_page", "full", "minimal")


def services(directory: HelpDirectory, asked: Question) -> Json:
    found = [pair for pair in _shown(directory) if asked.organization in {"", _id(pair[0], directory)}]

    def written(pair: tuple[Organization, Service]) -> Json:
        whole = _whole_service(*pair, directory)
        if asked.full:
            return whole
        owner = whole["organization"]
        return {**_one_to_one(whole), "organization": _one_to_one(owner)}

    return _page(found, asked, written)


def one_service(directory: HelpDirectory, id_: str) -> Json | None:
    made = (_whole_service(*pair, directory) for pair in _shown(directory))
    return next((one for one in made if one["id"] == id_), None)


def organizations(directory: HelpDirectory, asked: Question) -> Json:
    def written(one: Organization) -> Json:
        whole = organization(one, directory)
        return whole if asked.full else _one_to_one(whole)

    return _page(_listed(directory), asked, written)


def one_organization(directory: HelpDirectory, id_: str) -> Json | None:
    made = (organization(one, directory) for one in _listed(directory))
    return next((one for one in made if one["id"] == id_), None)


def _listed(directory: HelpDirectory) -> list[Organization]:
    """Each with the services that the public page lists."""
    return [
        replace(one, services=tuple(each for each in one.services if each.status is Status.ACTIVE))
        for one in directory.organizations
        if one.active
    ]


def _shown(directory: HelpDirectory) -> list[tuple[Organization, Service]]:
    return [(one, each) for one in _listed(directory) for each in one.services]


def _whole_service(owner: Organization, one: Service, directory: HelpDirectory) -> Json:
    holder = organization(replace(owner, services=()), directory)
    holder.pop("services", None)
    return {**service(one, owner, directory), "organization": holder}


def _id(one: Organization, directory: HelpDirectory) -> str:
    return str(organization(replace(one, services=()), directory)["id"])


def _page(found: Sequence[Thing], asked: Question, written: Callable[[Thing], Json]) -> Json:
    size = asked.per_page
    pages = max(1, math.ceil(len(found) / size))
    contents: Iterable[Json] = map(written, found[(asked.page - 1) * size : asked.page * size])
    listed = [{"id": one["id"]} if asked.minimal else one for one in contents]
    return {
        "total_items": len(found),
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(listed),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not listed,
        "contents": listed,
    }


def _one_to_one(whole: Json) -> Json:
    """Without what stands there more than once."""
    return {name: value for name, value in whole.items() if not isinstance(value, (list, dict))}


def _number(asked: Mapping[str, str], name: str, ordinary: int) -> int:
    written = asked.get(name, "")
    if not written:
        return ordinary
    if not (written.isascii() and written.isdigit() and len(written) <= _LONGEST_NUMBER and int(written)):
        raise WrongQuestion(f"{name}: a number from 1 on.")
    return int(written)


def _yes(asked: Mapping[str, str], name: str) -> bool:
    written = asked.get(name, "false")
    if written not in {"true", "false"}:
        raise WrongQuestion(f"{name}: true or false.")
    return written == "true"
