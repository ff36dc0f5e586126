"""Whom the service writes to when it needs a hand: whoever may admit people."""

from reporting.people.doors import PeopleDoors
from reporting.vigil.keeper import Registrar


def registrars(people: PeopleDoors) -> tuple[Registrar, ...]:
    members = people.book.current.members
    active = (
        one
        for one in people.directory.staff()
        if one.id in members and members[one.id].registrar and members[one.id].active
    )
    return tuple(Registrar(people.directory.email_of(one), one.lang) for one in active)
