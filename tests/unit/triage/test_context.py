"""What stands beside the text: earlier texts, texts that cannot be read, places, limits."""

from tests.unit.triage.conftest import Write
from triage import Context, Severity, assess
from triage.assess import CAP
from triage.decision import JOINED, Why
from triage.rulebook import Rulebook


def test_two_texts_that_say_it_only_together_page(rulebook: Rulebook) -> None:
    assert assess("myself tonight", rulebook).severity is not Severity.URGENT
    decision = assess("myself tonight", rulebook, Context(prior=("im so tired of it i will kill",)))
    assert decision.severity is Severity.URGENT
    assert decision.hits[0].part == JOINED
    assert decision.hits[0].text == "kill myself"


def test_a_calm_second_text_does_not_lower_the_first(rulebook: Rulebook) -> None:
    decision = assess("never mind, all good", rulebook, Context(prior=("i want to kill myself",)))
    assert decision.severity is Severity.URGENT
    assert decision.hits[0].part == 1


def test_means_named_in_a_second_text_raise_the_first(rulebook: Rulebook) -> None:
    first = "i cant do this anymore"
    assert assess(first, rulebook).severity is Severity.SOON
    assert assess("i got the pills", rulebook, Context(prior=(first,))).severity is Severity.URGENT


def test_words_of_a_second_text_that_say_it_is_meant_raise_the_first(write: Write) -> None:
    book = write(
        """
        any: ["take the ladder"]
        accept: [serious]
        """,
        severity=2,
        before="""
            modifiers:
              - {id: serious, say: {en: ["not joking"]}, dir: both, scope: 9, across: true, effect: {severity: 1}}
            """,
    )
    assert assess("i take the ladder", book).severity is Severity.SOON
    assert assess("not joking", book, Context(prior=("i take the ladder",))).severity is Severity.URGENT


def test_earlier_texts_that_cannot_be_read_make_it_soon_and_say_so(rulebook: Rulebook) -> None:
    decision = assess("ok thanks", rulebook, Context(earlier_unavailable=True))
    assert decision.severity is Severity.SOON
    assert (decision.trace[0].why, decision.trace[0].detail) == (Why.FLOOR, "earlier text unavailable")


def test_the_floor_lowers_nothing(rulebook: Rulebook) -> None:
    decision = assess("i will kill myself", rulebook, Context(earlier_unavailable=True))
    assert decision.severity is Severity.URGENT


def test_a_text_too_long_to_read_whole_pages_with_its_reason(rulebook: Rulebook) -> None:
    decision = assess("a" * (CAP + 1), rulebook)
    assert decision.severity is Severity.URGENT
    assert "only the beginning was read" in decision.trace[0].detail
    assert assess("a " * (CAP // 2), rulebook).severity is Severity.ROUTINE


def test_many_earlier_texts_do_not_page_by_their_length_and_the_newest_are_read(rulebook: Rulebook) -> None:
    long = ("see you at the library " * 400,) * 4
    assert assess("ok", rulebook, Context(prior=long)).severity is Severity.ROUTINE
    decision = assess("myself", rulebook, Context(prior=(*long, "i want to kill")))
    joined = [hit for hit in decision.hits if hit.part == JOINED]
    assert joined[0].text == " ".join((*long, "i want to kill", "myself"))[joined[0].start : joined[0].end]


def test_an_alphabet_without_rules_is_read_by_a_person_today(rulebook: Rulebook) -> None:
    for text in ("我想死", "мне очень плохо", "ساعدني"):
        assert assess(text, rulebook).severity is Severity.SOON
    assert assess("мой друг lol", rulebook).severity is Severity.SOON
    assert assess("niño, ¿qué día?", rulebook).severity is Severity.ROUTINE


def test_the_schools_own_places_count_as_places(rulebook: Rulebook) -> None:
    text = "he takes a knife to Cougar Den"
    assert assess(text, rulebook).severity is not Severity.URGENT
    assert assess(text, rulebook, Context(places=("the Quad", "cougar den"))).severity is Severity.URGENT


def test_names_of_one_word_and_of_many_are_all_places_wherever_they_stand(rulebook: Rulebook) -> None:
    places = ("annex", "the old boiler room", "D hall", *(f"ridge {number}" for number in range(300)))
    for name in ("the annex", "THE OLD BOILER ROOM", "d hall", "ridge 299"):
        assert (
            assess(f"he takes a knife to {name}", rulebook, Context(places=places)).severity
            is Severity.URGENT
        )
    assert (
        assess("he takes a knife to ridge", rulebook, Context(places=places)).severity is not Severity.URGENT
    )
