"""The partner's pages apart: their database role, made here with its grants and no others, and their process."""

import click

from reporting.app import partner_serve as process
from reporting.app.partner_role import make_partner_role
from reporting.cli.starting import SAID, serve, stop
from reporting.settings import Settings, load_settings


@click.command("partner-role")
@click.option("--name", default="quietline_partner", show_default=True, help="The role's name.")
@click.password_option("--password", prompt="Its password", help="Of the role.")
def partner_role(*, name: str, password: str) -> None:
    """Make the PostgreSQL role of the partner's pages, or bring its grants up to date. Again after each upgrade."""
    try:
        make_partner_role(load_settings(), name, password)
    except SAID as error:
        stop(str(error))
    click.echo(
        "Done. Set QUIETLINE_PARTNER_DATABASE_URL to the same database with this role, and start anew."
    )


@click.command("partner-serve")
def partner_serve() -> None:
    """Partners' pages in a process of their own, beside `quietline up`, with a role and a socket and nothing else."""
    serve(process.run, Settings)
