"""`quietline seed`: made-up years of figures, beside the running demo. Loaded when it is asked for."""

import click

from reporting.app.beside_the_service import people_beside
from reporting.cli.starting import SAID, stop
from reporting.demo.home import is_demo
from reporting.demo.seeding import Seeding, Size
from reporting.model.clock import system_clock
from reporting.settings import DemoSettings, load_settings


@click.command()
@click.option("--schools", default=40, show_default=True, type=click.IntRange(1, 400))
@click.option("--years", default=3, show_default=True, type=click.IntRange(1, 10))
@click.option("--messages", default=60_000, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--referrals", default=9_000, show_default=True, type=click.IntRange(0, 1_000_000))
@click.option("--number", default=1, show_default=True, help="Another one makes another district.")
def seed(*, schools: int, years: int, messages: int, referrals: int, number: int) -> None:
    """Counts of made-up years, and the figures made of them, in the home of a running demo. No message is made."""
    try:
        settings = load_settings(DemoSettings)
        if not is_demo(settings.home):
            stop(f"{settings.home} is not a demo's home, so nothing was done. Start `quietline demo` first.")
        with people_beside(settings, system_clock) as people:
            seeding = Seeding(people.ground, Size(schools, years, messages, referrals, number))
            with click.progressbar(length=seeding.steps(), label=f"{messages:,} messages") as bar:
                for _ in seeding.run():
                    bar.update(1)
    except (*SAID, ValueError) as error:
        stop(str(error))
    click.echo("Done: see /insights on the staff site.")
