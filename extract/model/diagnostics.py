"""Errors of a document, as values: reading goes on, and reports them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extract.source import Span


class Severity(StrEnum):
    """How much an error in a document matters to its reading."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """An error in a document: a stable code, where it stands, and a sentence for the reader."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
