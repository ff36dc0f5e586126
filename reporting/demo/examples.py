"""A few invented messages, so that the inbox is not empty when somebody looks. None is urgent: nobody is woken by them."""

from reporting.app.house import House
from reporting.cases.tip import SchoolChoice, Tip
from reporting.demo.cast import NORTH, SOUTH
from reporting.model.ids import SchoolId

_EXAMPLES = (
    (
        NORTH,
        "en",
        "The lights by the bike racks have been broken for two weeks and it is really dark after practice.",
    ),
    (
        SOUTH,
        "en",
        "A girl in my class eats alone now and some people make a group chat about her. She used to laugh.",
    ),
    (
        SOUTH,
        "es",
        "Mi mamá perdió el trabajo y a veces no hay comida en casa. ¿La escuela puede ayudar sin que se enteren todos?",
    ),
    (
        None,
        "en",
        "How do I talk to somebody about my parents getting divorced? I just want someone to listen.",
    ),
)


def send(house: House) -> None:
    """Through intake, like any other."""
    schools = [SchoolId(bytes.fromhex(option.value)) for option in house.ground.roll.schools()]
    for school, lang, body in _EXAMPLES:
        house.web_intake.receive(
            Tip(
                submission=house.foundation.random(16),
                body=body,
                school=None if school is None else schools[school],
                school_choice=SchoolChoice.UNKNOWN if school is None else SchoolChoice.KNOWN,
                about=None,
                lang=lang,
                excluded=frozenset(),
                held=False,
                limiter_key=b"examples",
            )
        )
