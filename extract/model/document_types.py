"""Kinds of document."""

from __future__ import annotations

from enum import StrEnum


class DocumentType(StrEnum):
    """Kinds of document, as written in the exported tables."""

    RESOLUTION = "resolution"
    DECISION = "decision"
    DRAFT_RESOLUTION = "draft resolution"
    DRAFT_DECISION = "draft decision"
    DRAFT_AMENDMENT = "draft amendment"
    PRESIDENTIAL_STATEMENT = "presidential statement"
    DECLARATION = "declaration"
    REPORT = "report"
    DOCUMENT = "document"


DRAFTS = (DocumentType.DRAFT_RESOLUTION, DocumentType.DRAFT_DECISION, DocumentType.DRAFT_AMENDMENT)
"""Types of what is still to be adopted."""
