"""Start something that serves. What can go wrong is one line that says the remedy, and a code that is not zero."""

import sys
from collections.abc import Callable
from typing import NoReturn

import click

from reporting.app.lifetime import WrongStart
from reporting.guard.logs import install_logs
from reporting.settings import Settings, SettingsInvalid, load_settings
from reporting.store.errors import StoreError
from reporting.vault.hardening import HardeningFailed
from reporting.vault.known_answers import KnownAnswerFailed
from reporting.vault.trust import TrustInvalid, TrustMissing
from triage.invalid import RulebookInvalid

# Each of these texts is one line with its remedy, written where it is raised.
SAID = (
    SettingsInvalid,
    WrongStart,
    StoreError,
    TrustMissing,
    TrustInvalid,
    RulebookInvalid,
    KnownAnswerFailed,
    HardeningFailed,
)


def serve(start: Callable[[Settings], None], kind: type[Settings]) -> None:
    """Run until it is asked to stop; exits with 1 and one line when it cannot start."""
    install_logs()
    try:
        start(load_settings(kind))
    except SAID as error:
        stop(str(error))
    except OSError as error:
        stop(f"{error.filename or 'A file'}: {error.strerror}. Give this user the right to write there.")


def stop(line: str) -> NoReturn:
    click.echo(line, err=True)
    sys.exit(1)
