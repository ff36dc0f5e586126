"""Two people answer in the same moment: one has it, the other is told who, and nobody is called any more."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from sqlalchemy import select

from notify.tables import Page

Fixture = Any


def test_one_has_it_and_the_other_is_told_who(both: Fixture) -> None:
    both.page()
    both.pass_(190)
    ana = both.phone("Ana").expects("urgent page")
    ben = both.phone("Ben").expects("aviso urgente")
    together = Barrier(2)

    def answers(phone: Any) -> None:
        together.wait()
        phone.replies("ack {code}")

    with ThreadPoolExecutor(2) as people:
        list(people.map(answers, (ana, ben)))
    with both.database.read() as conn:
        holder = conn.execute(select(Page.holder)).scalar_one()
    has = next(name for name, person in both.persons.items() if person == holder)
    assert has in {"Ana", "Ben"}
    said = {"Ana": ana.inbox()[1], "Ben": ben.inbox()[1]}
    other = "Ben" if has == "Ana" else "Ana"
    assert ("you have 7KQ2XX" if has == "Ana" else "te ocupas de 7KQ2XX") in said[has]
    assert has in said[other]
    both.pass_(900, step=60)
    both.phone("Cho").expects_nothing()
