"""What stays of kept words when a part of them was sent."""

from collections.abc import Container

from reporting.staff.doors import Drafts
from reporting.staff.gate import here


def kept_rest(drafts: Drafts, place: str, sent: Container[str]) -> None:
    """The fields of the form that was sent go; a note half written beside the answer stays."""
    kept = drafts.of(here(), place)
    if not kept:
        return
    rest = {field: text for field, text in kept.items() if field not in sent}
    if rest:
        drafts.keep(here().member, place, rest)
    else:
        drafts.drop(here(), place)
