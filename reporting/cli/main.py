"""The command line."""

import importlib

import click

from reporting.app import serve as service
from reporting.app.hotline import change_hotline, change_nudge_line
from reporting.cli.check_command import check
from reporting.cli.partner_command import partner_role, partner_serve
from reporting.cli.settings_list import listed
from reporting.cli.starting import SAID, serve, stop
from reporting.cli.token_commands import token
from reporting.cli.triage_commands import triage
from reporting.cli.twilio_commands import twilio
from reporting.people.providers import Hotline, TwilioAccount
from reporting.people.refused import Refused
from reporting.settings import Settings, SettingsInvalid, load_settings

_OF_THE_DEMO = ("demo", "seed")


class Commands(click.Group):
    """The demo's commands are found by name, so that `quietline up` holds nothing of the demo in its memory."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_OF_THE_DEMO])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _OF_THE_DEMO:
            module = importlib.import_module(f"reporting.cli.{cmd_name}_command")
            found: click.Command = getattr(module, cmd_name)
            return found
        return super().get_command(ctx, cmd_name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Quietline: a student says that something is wrong, and a person answers."""


@main.command()
def up() -> None:
    """The service for real. An empty home opens the set-up page behind a link that is printed once."""
    serve(service.run, Settings)


@main.command()
def settings() -> None:
    """All settings, as environment variables, with what they are now."""
    try:
        current = load_settings()
    except SettingsInvalid as error:
        stop(str(error))
    click.echo(listed(current))


@main.command()
@click.option("--students", prompt="Number that students text (+1…)", help="E.164")
@click.option("--staff", prompt="Number that pages staff (+1…)", help="E.164; another one than the students'")
@click.option("--account", prompt="Twilio account (AC…)")
@click.option("--key", prompt="Restricted API key (SK…)")
@click.password_option("--secret", prompt="Secret of that key", confirmation_prompt=False)
@click.password_option(
    "--token", "auth_token", prompt="Auth token, which only validates webhooks", confirmation_prompt=False
)
@click.option("--students-service", help="Messaging Service of the students' number (MG…), if it has one")
@click.option(
    "--staff-service",
    help="Messaging Service of the staff's number; another one: a STOP counts for all of it",
)
def hotline(
    *,
    students: str,
    staff: str,
    account: str,
    key: str,
    secret: str,
    auth_token: str,
    students_service: str | None,
    staff_service: str | None,
) -> None:
    """Numbers and carrier of a district that was set up without them. Start the service anew afterwards."""
    try:
        change_hotline(
            load_settings(),
            Hotline(students, staff),
            TwilioAccount(account, (auth_token,), key, secret, students_service, staff_service),
        )
    except (*SAID, Refused) as error:
        stop(str(error))
    click.echo("Stored, sealed. Start the service anew, then run `quietline twilio check`.")


@main.command("nudge-number")
@click.argument("number", required=False)
@click.option("--none", "no_number", is_flag=True, help="Offer no nudge any more.")
def nudge_number(*, number: str | None, no_number: bool) -> None:
    """NUMBER (E.164) whence students are nudged that an answer waits. It is used for nothing else."""
    if bool(number) == no_number:
        stop("Give a number like +13125550199, or --none.")
    try:
        change_nudge_line(load_settings(), number)
    except (*SAID, Refused) as error:
        stop(str(error))
    click.echo("Stored, sealed. Start the service anew; its texts must come to /sms as the hotline's do.")


main.add_command(partner_role)
main.add_command(partner_serve)
main.add_command(triage)
main.add_command(check)
main.add_command(token)
main.add_command(twilio)
