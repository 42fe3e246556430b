"""``python -m unmandates``."""

from unmandates.cli import main

main()
