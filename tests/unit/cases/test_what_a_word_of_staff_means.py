"""Pure: which answers are offered, where they put a thread, and what counts as copying."""

import pytest

from reporting.cases.override import Overridden, copies, deciding_rules, meant, sayings
from reporting.model.feedback import Said
from triage.decision import Decision, Hit, Severity

URGENT, SOON, ROUTINE = Severity.URGENT, Severity.SOON, Severity.ROUTINE
RIGHT, PAGE, SAME_DAY, NO_PAGE = Said.RIGHT, Said.PAGE, Said.SAME_DAY, Said.NO_PAGE


@pytest.mark.parametrize(
    ("decided", "standing", "rings", "offered"),
    [
        # what triage said, where it stands now, does a page ring, what may be said
        (URGENT, URGENT, False, (RIGHT, SAME_DAY, NO_PAGE)),
        (URGENT, URGENT, True, (RIGHT,)),
        (URGENT, ROUTINE, False, (RIGHT, SAME_DAY, NO_PAGE)),
        (SOON, SOON, False, (RIGHT, PAGE)),
        (SOON, URGENT, True, (PAGE,)),  # "right" would lower what a person raised, and it rings
        (ROUTINE, ROUTINE, False, (RIGHT, SAME_DAY, PAGE)),
        (ROUTINE, URGENT, True, (PAGE,)),
    ],
)
def test_what_is_offered_says_something_and_lowers_nothing_that_rings(
    decided: Severity, standing: Severity, *, rings: bool, offered: tuple[Said, ...]
) -> None:
    assert sayings(decided, standing, ringing=rings) == offered


def test_right_means_as_the_rules_said() -> None:
    assert [meant(RIGHT, one) for one in Severity] == list(Severity)
    assert [meant(one, URGENT) for one in (PAGE, SAME_DAY, NO_PAGE)] == [URGENT, SOON, ROUTINE]


@pytest.mark.parametrize(
    ("sentence", "copied"),
    [
        ("he says he will bring it tomorrow to school", True),
        ("HE WILL, bring it: tomorrow!", True),  # case and marks hide nothing
        ("he will take it along", False),
        ("somebody plans to bring a thing", False),
        ("will bring it tomorrow", False),  # four words in a row are anybody's
    ],
)
def test_five_words_of_the_student_in_a_row_are_a_copy(sentence: str, *, copied: bool) -> None:
    assert copies(sentence, ["I heard he will bring it tomorrow. Help"]) is copied


def test_a_short_message_is_copied_when_it_is_there_whole() -> None:
    assert copies("they wrote kms tonight and left", ["kms tonight"])
    assert not copies("gonna do it", ["kms tonight"])
    assert not copies("help", ["help"])  # one word is anybody's


def test_a_note_reads_back_as_it_was_written_and_an_unknown_one_is_none() -> None:
    mark = Overridden(NO_PAGE, URGENT, ROUTINE, "threat")
    assert Overridden.read(mark.params()) == mark
    assert Overridden.read({**mark.params(), "said": "of a later version"}) is None
    assert Overridden.read({}) is None


def test_the_rules_that_decided_are_those_of_the_highest_severity() -> None:
    hits = tuple(
        Hit(rule, "", "threat", severity, 3, 0, 1, "x")
        for rule, severity in (("a", URGENT), ("b", SOON), ("a", URGENT), ("c", URGENT))
    )
    assert deciding_rules(Decision(URGENT, "threat", hits, (), "h")) == ("a", "c")
