"""The database role of the partner's pages: made here, with its grants and no others."""

import click

from reporting.app.partner_role import make_partner_role
from reporting.cli.starting import SAID, stop
from reporting.settings import load_settings


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
