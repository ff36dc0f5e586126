"""`quietline demo`. Loaded when it is asked for: the service itself never loads a simulated carrier."""

import click

from reporting.cli.starting import serve
from reporting.demo.run import run
from reporting.settings import DemoSettings


@click.command()
def demo() -> None:
    """A made-up district on this machine, with simulated phones. Wiped at each start."""
    serve(run, DemoSettings)
