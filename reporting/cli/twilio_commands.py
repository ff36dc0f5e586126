"""`quietline twilio check`: what is wrong with the hotline's account, how to mend it, and the texts to file."""

import json
import sys
import time

import click

from notify.account_findings import Finding, Weight
from reporting.app.texting import Looked, check_account
from reporting.cases.filing import FiledText
from reporting.cli.starting import SAID, stop
from reporting.people.refused import Refused
from reporting.settings import load_settings
from reporting.staff.texting_wording import FIELD, sentences

_WEIGHT = {Weight.STOP: "mend this", Weight.CARE: "good to know"}


@click.group()
def twilio() -> None:
    """The account that sends texts and calls."""


@twilio.command()
@click.option("--json", "as_json", is_flag=True, help="Findings and texts as JSON.")
@click.option(
    "--no-text",
    is_flag=True,
    help="Do not text HELP from the staff's number to the students' to see its answer.",
)
def check(*, as_json: bool, no_text: bool) -> None:
    """Look at numbers, webhooks, registrations and HELP. Ends with 1 until students may be told the number."""
    try:
        looked = check_account(load_settings(), text_help=not no_text, sleep=time.sleep)
    except (*SAID, Refused) as error:
        stop(str(error))
    click.echo(json.dumps(as_data(looked), indent=1) if as_json else as_text(looked))
    sys.exit(0 if looked.checked.open else 1)


def as_data(looked: Looked) -> dict[str, object]:
    return {
        "open": looked.checked.open,
        "help": looked.checked.help.value,
        "findings": [_told(one) for one in looked.checked.found],
        "texts": {one.field: list(one.lines) for one in looked.texts},
    }


def as_text(looked: Looked) -> str:
    lines = []
    for one in looked.checked.found:
        wrong, mend = sentences(one.code, one.about, one.value)
        lines += [f"{_WEIGHT[one.weight]}: {wrong}", f"    {mend}"]
    if looked.checked.open:
        lines.append("Texting is open: the students' page names the number.")
    else:
        lines += ["Texting is not open yet, and the students' page says so.", "", "Texts to file:"]
        lines += [line for one in looked.texts for line in _filed(one)]
    return "\n".join(lines)


def _told(one: Finding) -> dict[str, str]:
    wrong, mend = sentences(one.code, one.about, one.value)
    return {"code": one.code, "weight": one.weight.value, "about": one.about, "wrong": wrong, "mend": mend}


def _filed(one: FiledText) -> list[str]:
    return ["", f"{FIELD[one.field]}:", *(f"    {line}" for line in one.lines)]
