"""A log line is a fixed sentence with names of code in it: no text of an error, no value that a person brought."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("reporting", "triage", "notify")
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
# Names of code, each looked at: none of them holds anything that came from outside.
HARMLESS = {
    "type(error).__name__",
    "tick.name",
    "stage.value",
    "kind.value",  # photo, pdf or video
    "ended.returncode",
    "request.endpoint",
    "request.endpoint or 'no route'",
    "where",
}
LOGGERS = {"log", "logger", "logging"}
MAKERS = {"basicConfig", "FileHandler", "StreamHandler", "addHandler", "SysLogHandler", "print_exc"}
LOOKED_FOR = re.compile(rf"\b(?:_*(?:{'|'.join(LOGGERS)})_*|print|{'|'.join(MAKERS)})\b")
# Prints of a command for whoever typed it, each looked at.
PRINTS = {"reporting/app/partner_serve.py", "reporting/app/serve.py", "reporting/demo/run.py"}


@cache
def calls() -> tuple[tuple[str, ast.Call], ...]:
    return tuple(_calls())


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name, said = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
            # Parsing a file takes milliseconds, and most have none of these words.
            if LOOKED_FOR.search(said):
                yield from ((name, node) for node in ast.walk(ast.parse(said)) if isinstance(node, ast.Call))


def log_calls() -> list[tuple[str, ast.Call]]:
    return [
        (f"{name}:{call.lineno}", call)
        for name, call in calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in LEVELS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id.strip("_") in LOGGERS
    ]


def test_each_sentence_is_fixed_and_each_value_in_it_is_a_name_of_code() -> None:
    found = log_calls()
    assert len(found) > 5, "the law no longer sees the log calls"
    for place, call in found:
        sentence, *values = call.args
        assert isinstance(sentence, ast.Constant), f"{place}: the sentence must be fixed"
        strange = [shown for value in values if (shown := ast.unparse(value)) not in HARMLESS]
        assert not strange, f"{place}: may {strange} hold what a person wrote? If not, add it with a look"
        # The formatter writes of an exception its type and its place alone; an `extra` it would not know.
        assert {word.arg for word in call.keywords} <= {"exc_info"}, place


def test_what_is_printed_is_for_the_terminal_of_whoever_started_it() -> None:
    printing = {name for name, call in calls() if isinstance(call.func, ast.Name) and call.func.id == "print"}
    assert printing <= PRINTS


def test_no_second_handler_or_formatter_writes_lines_of_its_own() -> None:
    found = {
        name for name, call in calls() if isinstance(call.func, ast.Attribute) and call.func.attr in MAKERS
    }
    assert found <= {"reporting/guard/logs.py"}
