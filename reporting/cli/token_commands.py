"""`quietline token`: another auth token of Twilio's, without a webhook lost on the way."""

from functools import partial

import click

from reporting.app.token_rotation import change_tokens, with_second, without_first
from reporting.cli.starting import SAID, stop
from reporting.people.refused import Refused
from reporting.settings import load_settings


@click.group()
def token() -> None:
    """Exchange Twilio's auth token: add the new one, make it primary at Twilio, drop the old one."""


@token.command()
@click.password_option("--token", "new", prompt="New auth token", confirmation_prompt=False)
def add(*, new: str) -> None:
    """Believe webhooks signed by this token as well."""
    try:
        change_tokens(load_settings(), partial(with_second, token=new))
    except (*SAID, Refused) as error:
        stop(str(error))
    click.echo(
        "Stored, sealed. Within a minute webhooks signed by either token are believed.\n"
        "Now make the new token primary at Twilio, text the number, then: quietline token drop"
    )


@token.command()
def drop() -> None:
    """Believe the old token no more."""
    try:
        change_tokens(load_settings(), without_first)
    except (*SAID, Refused) as error:
        stop(str(error))
    click.echo(
        "The old token is gone. If the account sends by its auth token, without an API key, start the service anew."
    )
