"""Bodies named in a document: ``finder`` finds them, ``groups`` gives ad hoc groups their identity, ``organs`` says
which organ a word such as "the Council" means."""

from __future__ import annotations

from extract.bodies.finder import BodyFinder, NamedBody, conferences_in
from extract.bodies.organs import OrganContext, organ_words

__all__ = ["BodyFinder", "NamedBody", "OrganContext", "conferences_in", "organ_words"]
