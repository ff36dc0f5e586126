"""`quietline check`: who would get a message, and where nobody would."""

import sys

import click

from reporting.app.district_check import check_district
from reporting.cli.starting import SAID, stop
from reporting.settings import load_settings
from reporting.staff.wording import DESTINATION, ROUTE_FINDING, say


@click.command()
def check() -> None:
    """Check the routes against this district's queues, teams and on-call lists. Ends with 1 if something must be mended."""
    try:
        found = check_district(load_settings())
    except SAID as error:
        stop(str(error))
    for one in found:
        weight = "mend this" if one.fault else "good to know"
        about = say(DESTINATION, one.about) if one.about in DESTINATION else one.about
        click.echo(f"{weight}: {f'{about}: ' if about else ''}{say(ROUTE_FINDING, one.code.value)}")
    if not found:
        click.echo(
            "Every kind of message reaches a queue that somebody can open, and urgent ones wake somebody."
        )
    sys.exit(1 if any(one.fault for one in found) else 0)
