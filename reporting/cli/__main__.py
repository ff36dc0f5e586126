"""`python -m reporting.cli`."""

from reporting.cli.main import main

main()
