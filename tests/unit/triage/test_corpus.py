"""The labelled sentences are read with their places, and a file that is wrong says where."""

from pathlib import Path

import pytest

from triage.corpus import Label, Labelled, Language, read_corpus, read_sentences, repeated
from triage.invalid import RulebookInvalid

FILE = """
about: two blocks
blocks:
  - about: first
    lang: es
    label: urgent
    category: threat
    life_safety: true
    lines:
      - te voy a matar
      - yes
  - {about: second, lang: mixed, label: routine, lines: ["hola there"]}
"""


def test_each_sentence_comes_with_its_label_and_its_place(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(FILE)
    lines = read_corpus(tmp_path)
    assert lines[0] == Labelled(
        text="te voy a matar",
        label=Label.URGENT,
        category="threat",
        lang=Language.SPANISH,
        life_safety=True,
        about="first",
        file="one.yaml",
        line=10,
    )
    assert [(line.text, line.category, line.life_safety) for line in lines[1:]] == [
        ("yes", "threat", True),
        ("hola there", None, False),
    ]


def test_the_shipped_sentences_are_found_through_the_package() -> None:
    assert {line.lang for line in read_corpus()} >= {Language.MIXED}


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("label: urgent", "label: maybe", 6, "known are urgent, soon, routine"),
        ("label: urgent", "label: soon", 8, "must page"),
        ("lang: es", "lang: fr", 5, "known are en, es, mixed"),
        ("category: threat", "category: thret", 7, "no category 'thret'"),
        ("    label: urgent\n", "", 4, "'label' is missing"),
        ("life_safety: true", "life_safety: very", 8, "true or false"),
        ("- yes", "- ''", 11, "a text is expected"),
    ],
)
def test_a_wrong_block_names_file_and_line(old: str, new: str, line: int, message: str) -> None:
    with pytest.raises(RulebookInvalid, match=message) as caught:
        list(read_sentences("one.yaml", FILE.replace(old, new)))
    assert (caught.value.file, caught.value.line) == ("one.yaml", line)


def test_a_sentence_that_stands_twice_is_found_whatever_its_case_and_accents() -> None:
    again = FILE.replace("te voy a matar", "Té  VOY a matar")
    lines = [*read_sentences("a.yaml", FILE), *read_sentences("b.yaml", again)]
    assert [(first.file, second.file, second.line) for first, second in repeated(lines)] == [
        ("a.yaml", "b.yaml", 10),
        ("a.yaml", "b.yaml", 11),
        ("a.yaml", "b.yaml", 12),
    ]
