"""A change of the engine that changes one decision is found, and one that changes none is not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bench import decided
from triage import Context, Decision, assess
from triage.rulebook import Rulebook

BODIES = ["i want to die", "see you at lunch", "he has a gun in his bag at the pit", "lol", "k i l l myself"]


@pytest.fixture
def few(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def texts(*_: object) -> Iterator[str]:
        yield from BODIES

    monkeypatch.setattr(decided, "texts", texts)
    monkeypatch.setattr(decided, "load_packs", lambda **_: rulebook)


def asked(monkeypatch: pytest.MonkeyPatch, act: str, file: Path) -> int:
    monkeypatch.setattr("sys.argv", ["decided", act, str(file)])
    return decided.main()


def test_what_decides_the_same_is_told_apart_from_what_does_not(
    few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept"
    assert asked(monkeypatch, "keep", kept) == 0
    assert asked(monkeypatch, "compare", kept) == 0
    assert "0 of 7 decisions differ" in capsys.readouterr().out

    def shorter(text: str, rulebook: Rulebook, context: Context) -> Decision:
        found = assess(text, rulebook, context)
        return replace(found, trace=found.trace[:-1]) if text == BODIES[2] else found

    monkeypatch.setattr(decided, "assess", shorter)  # the trace alone loses a line
    assert asked(monkeypatch, "compare", kept) == 1
    assert "1 of 7 decisions differ 2" in capsys.readouterr().out


def test_no_words_are_kept(few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(monkeypatch, "keep", tmp_path / "kept")
    kept = (tmp_path / "kept").read_text(encoding="ascii")
    assert not any(word in kept for body in BODIES for word in body.split() if len(word) > 1)


def test_what_was_kept_of_other_texts_is_not_compared(
    few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    asked(monkeypatch, "keep", kept)
    kept.write_text("another rule book" + kept.read_text(encoding="ascii")[64:], encoding="ascii")
    assert asked(monkeypatch, "compare", kept) == 2
