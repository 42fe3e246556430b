"""Exceptions whose message is for the user, apart from ``error_reports``, which loads them once something is wrong."""

from __future__ import annotations

from extract.registers import RegisterError
from graph.ledger_records import LedgerError
from graph.lineage.cache import LineageCacheError
from graph.name_lookup import UnknownNameError
from graph.publication import PublicationError
from graph.sparql import QueryError
from graph.store import StoreError
from unmandates.config import Refusal

REFUSALS: tuple[type[Exception], ...] = (
    *(Refusal, LedgerError, LineageCacheError, StoreError, PublicationError),
    *(QueryError, RegisterError, UnknownNameError),
)
"""Errors of use or of input: exit status 2, and nothing to report to the developers."""
