"""Triage: a text and a rule book in, a decision with its reasons out. Pure: no web, no store, no clock."""

from triage.assess import assess
from triage.context import Context
from triage.decision import Decision, Hit, Severity
from triage.invalid import RulebookInvalid
from triage.load import load_packs
from triage.routing import Facts, Hours, SchoolKind, load_routes, route
from triage.rulebook import Rulebook

__all__ = [
    "Context",
    "Decision",
    "Facts",
    "Hit",
    "Hours",
    "Rulebook",
    "RulebookInvalid",
    "SchoolKind",
    "Severity",
    "assess",
    "load_packs",
    "load_routes",
    "route",
]
