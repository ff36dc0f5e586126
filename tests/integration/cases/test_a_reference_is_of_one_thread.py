"""A reference has six characters: among many threads two are drawn alike, and no student may be refused for it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, repeat
from typing import Any

from reporting.cases.audit_sample import AuditSample, SampleRate
from reporting.cases.intake import ThreadIntake
from reporting.cases.receive import WebIntake
from reporting.cases.tip import SchoolChoice, TextLine, Tip
from reporting.model.reference import LENGTH


def drawing(*references: str) -> Callable[[str], str]:
    """Chooses the characters of these references, one after the other."""
    characters: Iterator[str] = chain("".join(references), repeat("Z"))
    return lambda _alphabet: next(characters)


def test_a_reference_that_is_taken_is_drawn_again_and_the_message_is_stored(founded_house: Any) -> None:
    ground = replace(founded_house.house.ground, choose=drawing("2" * LENGTH, "2" * LENGTH, "3" * LENGTH))
    real = founded_house.house.web_intake
    threads = ThreadIntake(
        ground,
        founded_house.house.tallies,
        counter=founded_house.house.counter,
        sample=AuditSample(ground, SampleRate(0, 0)),
    )
    intake = WebIntake(ground, threads, real.pool, real.cache, TextLine, real.form_key)
    for number in range(2):
        received = intake.receive(
            Tip(
                submission=bytes([number]) * 16,
                body="Somebody keeps stealing my lunch.",
                school=founded_house.school(0),
                school_choice=SchoolChoice.KNOWN,
                about=None,
                lang="en",
                excluded=frozenset(),
                held=False,
                limiter_key=b"someone!",
            )
        )
        assert received.words is not None
        assert not received.repeated
    assert founded_house.references("north") == {"2" * LENGTH, "3" * LENGTH}
