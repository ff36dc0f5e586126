"""The quick half of a search passes nothing over that the longer way could find."""

import pytest

from reporting.beside.skim import SealedThread, Skim
from reporting.vault.xwing import PrivateKey
from tests.unit.beside.skimmed_threads import DISTRICT, QUEUE, asked, sealed_thread

KEYS = {QUEUE.public.kid: QUEUE}


def worth(query: str, thread: SealedThread) -> bool:
    return Skim(DISTRICT, asked(query), KEYS.get).is_worth_a_look(thread)


@pytest.fixture(scope="module")
def soup() -> SealedThread:
    return sealed_thread(
        "The soup is COLD", "every día", notes=["asked the kitchen"], own_notes=["a stepfather"]
    )


@pytest.mark.parametrize("query", ["soup", "dia", "kitchen", "cold kitchen", '"soup is"', "every asked"])
def test_words_anywhere_in_it_are_worth_a_look(soup: SealedThread, query: str) -> None:
    assert worth(query, soup)


@pytest.mark.parametrize("query", ["lunch", "soup lunch", '"cold soup"', "stepfather", "bullying"])
def test_what_it_does_not_hold_is_passed_over(soup: SealedThread, query: str) -> None:
    assert not worth(query, soup)


def test_what_it_is_called_counts_with_its_words() -> None:
    thread = sealed_thread("The soup is cold", category="bullying")
    assert worth("bully soup", thread)
    assert not worth("bully lunch", thread)
    assert not worth("bully soup", sealed_thread("The soup is cold", category="drugs"))


def test_what_is_damaged_or_locked_is_for_the_longer_way_to_find_out(soup: SealedThread) -> None:
    first = soup.texts[0]
    broken = first._replace(core=first.core[:-1] + bytes([first.core[-1] ^ 1]), recipients=first.recipients)
    told = soup.texts[-1]._replace(core=soup.texts[-1].core[:-1] + b"\0")
    other = PrivateKey.generate().public
    assert worth("lunch", soup._replace(texts=[told]))
    assert worth("lunch", soup._replace(shred_key=bytes(32)))
    assert worth("lunch", soup._replace(wrap=bytes(1168)))
    assert worth("lunch", sealed_thread("hello", key=other))
    # A colleague's own note is not this person's, damaged or not.
    assert not worth("lunch", soup._replace(texts=[broken, *soup.texts[1:]]))


def test_what_was_erased_hides_nothing_else(soup: SealedThread) -> None:
    gone = soup.texts[-1]._replace(core=bytes(32), recipients=b"")
    thread = soup._replace(texts=[*soup.texts[:-1], gone])
    assert worth("dia", thread)
    assert not worth("soup", thread)


def test_nothing_of_it_can_be_printed(soup: SealedThread) -> None:
    skim = Skim(DISTRICT, asked("soup"), KEYS.get)
    assert "soup" not in repr(skim)
    assert "soup" not in repr(asked("soup"))
    assert repr(soup.shred_key) not in repr(soup)
