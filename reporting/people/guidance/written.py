"""What a district types as first replies and steps, and what of that may be kept. Pure."""

import re
from collections.abc import Sequence

from reporting.people.guidance.counsel import REPLIES, Counsel
from reporting.people.refused import Refused

MOST_STEPS = 12
LONGEST_REPLY = 600
LONGEST_STEP = 400
MOST_QUESTIONS = 5
LONGEST_QUESTION = 160

# Words that promise what nobody can hold: adults must act, and phones, networks and carriers leak.
_PROMISES = re.compile(
    r"\b(confiden\w*|anonym\w*|secret\w*|an[oó]nim\w*|secreto|promise\w*|promet\w*|guarantee\w*|garanti\w*"
    r"|between us|entre nosotros|won['\u2019]t tell|will not tell|no (?:se )?lo dir[eé]\w*|nobody will know|nadie sabr[aá]"
    r"|always|siempre)\b",
    re.IGNORECASE,
)
# Asked for a name first, a child leaves.
_NAMES = re.compile(
    r"\b(your name|who are you|tell me who you are|tu nombre|qui[eé]n eres|c[oó]mo te llamas)\b",
    re.IGNORECASE,
)


def read_counsel(replies: Sequence[str], steps: str, questions: str = "") -> Counsel:
    """`steps` and `questions`: one a line; there may be no question.

    Raises Refused: guidance_replies, guidance_long, guidance_promise (facts: word), guidance_name, guidance_steps,
    guidance_many, guidance_step_long, guidance_questions, and of questions guidance_asks_promise, guidance_asks_name.
    """
    said = tuple(" ".join(reply.split()) for reply in replies)
    if len(said) != REPLIES or not all(said):
        raise Refused("guidance_replies", "Write all three first replies.")
    for reply in said:
        _may_be_said(reply)
    done = tuple(filter(None, (" ".join(line.split()) for line in steps.splitlines())))
    if not done:
        raise Refused("guidance_steps", "Write at least one step, one a line.")
    if len(done) > MOST_STEPS:
        raise Refused("guidance_many", f"At most {MOST_STEPS} steps: nobody reads more at night.")
    if any(len(step) > LONGEST_STEP for step in done):
        raise Refused("guidance_step_long", f"A step has at most {LONGEST_STEP} letters.")
    return Counsel(said, tuple(_unnumbered(step) for step in done), read_questions(questions))


def read_questions(typed: str) -> tuple[str, ...]:
    """Raises as `read_counsel`."""
    asked = tuple(_unnumbered(line) for line in (" ".join(raw.split()) for raw in typed.splitlines()) if line)
    if len(asked) > MOST_QUESTIONS or any(len(one) > LONGEST_QUESTION for one in asked):
        raise Refused(
            "guidance_questions", f"At most {MOST_QUESTIONS} questions of {LONGEST_QUESTION} letters each."
        )
    for one in asked:
        if promise_in(one) is not None:
            raise Refused("guidance_asks_promise", "Promise nothing that nobody can hold.")
        if asks_a_name(one):
            raise Refused("guidance_asks_name", "Do not ask who the student is.")
    return asked


def promise_in(text: str) -> str | None:
    """The first word that promises secrecy or something that always holds; None: there is none."""
    found = _PROMISES.search(text)
    return found[0] if found else None


def asks_a_name(text: str) -> bool:
    return _NAMES.search(text) is not None


def _may_be_said(reply: str) -> None:
    if len(reply) > LONGEST_REPLY:
        raise Refused("guidance_long", f"A first reply has at most {LONGEST_REPLY} letters.")
    word = promise_in(reply)
    if word is not None:
        raise Refused("guidance_promise", "Promise nothing that nobody can hold.", word=word)
    if asks_a_name(reply):
        raise Refused("guidance_name", "Do not ask who the student is in a first reply.")


def _unnumbered(step: str) -> str:
    """The page numbers the steps; a number that was typed as well would stand there twice."""
    return re.sub(r"^\d{1,2}[.)]\s+", "", step)
