"""`quietline …`: what a person types."""

from reporting.cli.main import main

__all__ = ["main"]
