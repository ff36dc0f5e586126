"""What a district files with its carrier: the forms of an A2P 10DLC campaign, a toll-free verification and Advanced
Opt-Out, filled in from the very texts that this service sends. In English, as the carriers read them. Pure.
"""

from dataclasses import dataclass

from notify.keywords import CARRIER_STARTS, CARRIER_STOPS
from notify.wording import say as paging_text
from reporting.cases import text_wording

# Twilio's name for campaigns of schools; "low volume mixed" is the other that fits.
USE_CASE = "K12_EDUCATION"
_STOPPED = (
    "{line}: you get no more texts from us. In danger now? Call 911. Need to talk? Call or text 988. "
    "START: get texts again. // {line}: ya no te mandamos textos. ¿Peligro? Llama al 911. ¿Quieres hablar? "
    "Llama al 988. START: recibir textos."
)


@dataclass(frozen=True, slots=True)
class FiledText:
    """`field` names the field of the form; `lines` are what to paste, one after the other."""

    field: str
    lines: tuple[str, ...]


def filing(*, district: str, line: str, public_url: str) -> tuple[FiledText, ...]:
    """In the order of Twilio's forms."""
    return (
        FiledText("use_case", (USE_CASE,)),
        FiledText("description", (_description(district, line),)),
        FiledText("message_flow", (_message_flow(district, line, public_url),)),
        FiledText("samples", _samples(line)),
        FiledText("contains", ("Phone numbers: yes", "Links: yes, to our own pages")),
        FiledText("opt_in_keywords", (", ".join(sorted(CARRIER_STARTS)),)),
        FiledText("opt_in_message", _both("started", line)),
        FiledText("opt_out_keywords", (", ".join(sorted(CARRIER_STOPS)), "ALTO, PARAR, BAJA")),
        FiledText("opt_out_message", (_STOPPED.format(line=line),)),
        FiledText("help_keywords", ("HELP, INFO, AYUDA",)),
        FiledText("help_message", (help_text(line),)),
    )


def help_text(line: str) -> str:
    """Our own answer to HELP, in both languages: whoever texts HELP may read only one."""
    return " // ".join(_both("help", line))


def _both(name: str, line: str) -> tuple[str, str]:
    return text_wording.text(name, "en", line=line), text_wording.text(name, "es", line=line)


def _description(district: str, line: str) -> str:
    return (
        f"{district} runs {line}, a line on which students of its schools tell trained school staff that something "
        "is wrong. A student texts first; the line answers at once with crisis numbers and says when a person will "
        "read it, and a member of staff replies. From a second number the line texts the staff who are on call that "
        "a message waits. No marketing, no lending, nothing is sold, numbers are shared with nobody."
    )


def _message_flow(district: str, line: str, public_url: str) -> str:
    return (
        f"Students opt in by sending the first text themselves, to a number that {district} shows in its schools and "
        f"at {public_url}, or by typing their number there and then the code that was texted to it; nobody else is "
        f"texted. The first answer is signed {line}, says that it is automatic, gives 911 and 988, and says "
        "that STOP ends texts. Staff opt in when they give their mobile "
        "number on the staff site and type back a code of six digits that is texted to it; they are texted only "
        "while they are on call. Message frequency varies. Message and data rates may apply."
    )


def _samples(line: str) -> tuple[str, ...]:
    return (
        text_wording.text("received", "en", line=line, time="Tuesday 10:00 am"),
        text_wording.text("received_urgent", "en", line=line),
        f"{line}: thank you for telling us. Is there a place where you feel safe right now? STOP ends texts.",
        paging_text(
            "page",
            "en",
            reference="7KQ2BC",
            code="4821",
            link="https://staff.example.org/t/7KQ2BC",
            time="02:13",
        ),
        paging_text("phone_code", "en", code="482193"),
        text_wording.text("code", "en", code="482193"),
    )
