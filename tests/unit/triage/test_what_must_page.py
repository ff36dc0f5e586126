"""The sentences a person would be fired for missing, and those that would teach staff to sleep through pages."""

import pytest

from triage import Severity, assess
from triage.rulebook import Rulebook

PAGES = [
    ("my friend has a gun in his backpack and says tomorrow is the day", "attack_weapons"),
    ("mi amigo trae una pistola en la mochila y dice que mañana es el día", "attack_weapons"),
    ("i took a whole bottle of pills and i dont want to wake up", "overdose"),
    ("me tomé un frasco entero de pastillas y no quiero despertar", "overdose"),
    ("i cant do this anymore, got the pills already", "suicide_selfharm"),
    ("ya no puedo más, ya tengo las pastillas", "suicide_selfharm"),
    ("I\u2019m going to kill myself tonight", "suicide_selfharm"),
    ("no es broma, me voy a suicidar", "suicide_selfharm"),
    ("im not joking i want to die", "suicide_selfharm"),
    ("my sister keeps cutting her wrists", "suicide_selfharm"),
    ("i hear gunshots by the gym", "attack_weapons"),
    ("hay un tiroteo", "attack_weapons"),
    ("he said hes going to stab her after school", "threat"),
    ("te voy a matar mañana", "threat"),
    ("my stepdad beats us with a belt", "abuse_neglect"),
    ("mi papá me pega con un cable", "abuse_neglect"),
    ("my uncle touches me at night", "sexual_assault"),
    ("me violaron en una fiesta", "sexual_assault"),
    ("her boyfriend choked her yesterday", "dating_violence"),
    ("he wants money or he will post my nudes", "sextortion"),
    ("a boy in the bathroom is not breathing, his lips are blue", "overdose"),
    ("my ex follows me to my house every day", "stalking"),
    ("my friend is running away tonight with a man", "runaway_trafficking"),
    ("coach kissed a girl on the team", "staff_misconduct"),
    ("they finna jump him after school", "threat"),
]

DOES_NOT_PAGE = [
    "someone keeps stealing my lunch",
    "this homework is killing me",
    "esta tarea me está matando",
    "alguien me roba el lonche",
    "dad is gonna kill me for the dent in the car lol",
    "im dead 💀 that was so funny",
    "el video me mata de risa",
    "he killed it at the talent show",
    "did we have a lockdown drill in march",
    "can we bring water guns on field day",
    "i shot three photos of the game",
    "our team got destroyed by north high",
    "the new song is the bomb",
    "i have a hunting license with my dad",
    "id never do that to my family, never hurt myself",
    "please dont kill yourself over one grade",
    "is this private",
    "gracias por todo",
    "quiero ir al baño",
    "hola, a qué hora es el partido",
]


@pytest.mark.parametrize(("text", "category"), PAGES)
def test_what_cannot_wait_pages_and_is_named_rightly(rulebook: Rulebook, text: str, category: str) -> None:
    decision = assess(text, rulebook)
    assert decision.severity is Severity.URGENT
    assert decision.category == category


@pytest.mark.parametrize("text", DOES_NOT_PAGE)
def test_everyday_words_page_nobody(rulebook: Rulebook, text: str) -> None:
    assert assess(text, rulebook).severity is not Severity.URGENT


@pytest.mark.parametrize(
    "text",
    [
        "gonna k!ll mys3lf",
        "i want to su1c1de",
        "thinking of su*cide",
        "k i l l  m y s e l f",
        "k i l l m y s e l f",
        "i k m s",
        "k.m.s",
        "gonna kiiiilll myself",
        "im going to kill myslef",
        "KILL MYSELF",
        "\uff4bill myse\uff4cf",
        "k\u0456ll m\u0443self",
        "gonna kill my\u200bself",
    ],
)
def test_disguised_and_misspelt_words_are_seen(rulebook: Rulebook, text: str) -> None:
    assert assess(text, rulebook).severity is Severity.URGENT


def test_a_text_without_a_rule_goes_to_a_person_as_unsorted(rulebook: Rulebook) -> None:
    decision = assess("the cafeteria closes at two", rulebook)
    assert (decision.severity, decision.category, decision.hits) == (Severity.ROUTINE, "unsorted", ())
    assert "a person reads it" in decision.trace[-1].detail


@pytest.mark.parametrize("text", ["HELP", "help me", "ayuda"])
def test_a_lone_cry_for_help_does_not_wait_in_the_pile(rulebook: Rulebook, text: str) -> None:
    assert assess(text, rulebook).severity is Severity.SOON
