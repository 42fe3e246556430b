"""The forms that commands write their answers in. Apart from what writes them, so that the command line knows its
options without loading it."""

from __future__ import annotations

from enum import StrEnum


class AnswerFormat(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TTL = "ttl"


class ExportFormat(StrEnum):
    """What a graph can be written as."""

    TURTLE = "turtle"
    NQUADS = "nquads"
    TRIG = "trig"
    JSONLD = "jsonld"
    GEXF = "gexf"
    GRAPHML = "graphml"


class DescriptionFormat(StrEnum):
    """What a description of the dataset can be written as."""

    TURTLE = "turtle"
    JSONLD = "jsonld"


class LineageFormat(StrEnum):
    """How lineage is written."""

    TEXT = "text"
    JSON = "json"


class RegisterAction(StrEnum):
    """What can be done about registers."""

    SUGGEST = "suggest"
    LEARN = "learn"


class SuggestionFormat(StrEnum):
    """How suggestions are written: for reading, or as rows of ``instruments.csv``."""

    TABLE = "table"
    CSV = "csv"
