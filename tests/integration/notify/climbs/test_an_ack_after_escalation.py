"""The first person answers when others are rung already: it counts, and everybody who was rung is told."""

from typing import Any

Fixture = Any


def test_the_first_ones_late_answer_stops_the_call_to_the_next(shipped: Fixture) -> None:
    shipped.page()
    shipped.pass_(255)
    ana, ben = shipped.phone("Ana").expects("urgent page"), shipped.phone("Ben").expects("aviso urgente")
    assert ben.rings()
    ana.replies("ack {code}").expects("you have 7KQ2XX")
    shipped.work()
    ben.expects("Ana se ocupa de 7KQ2XX")
    assert not ben.rings()
    quiet = len(shipped.simulator.messages())
    shipped.pass_(1200, step=60)
    assert len(shipped.simulator.messages()) == quiet
    shipped.phone("Cho").expects_nothing()


def test_an_answer_when_everyone_was_rung_is_told_to_everyone(shipped: Fixture) -> None:
    shipped.page()
    shipped.pass_(485)
    shipped.phone("Dee").expects("urgent page").replies("ACK")
    shipped.work()
    for name, words in (("Ana", "taken over by Dee"), ("Ben", "Dee se ocupa"), ("Cho", "taken over by Dee")):
        assert words in shipped.phone(name).inbox()[-1]
