"""A school's own words and hours, as its page shows them and takes them back."""

from collections.abc import Mapping
from dataclasses import dataclass

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class SchoolForm:
    """As typed. `places` and `off`: one a line; `opens` and `closes`: clock times by weekday, Monday is 0."""

    places: str
    opens: Mapping[int, str]
    closes: Mapping[int, str]
    off: str
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """`may`: the reader may change it; `may_everywhere`: the hours of all schools at once."""

    value: str
    name: str
    told: SchoolForm
    may: bool
    may_everywhere: bool
