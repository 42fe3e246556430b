"""The registers made ready for finding: names in one automaton, verb forms with their adverbs, folded text.

``learned`` goes the other way: it takes from documents the names that no register holds.
"""

from __future__ import annotations

from extract.lexicon.folding import fold, name_key
from extract.lexicon.names import Lexicon, Named, Taken, lexicon_of
from extract.lexicon.verb_forms import ADVERBS, VerbAt

__all__ = ["ADVERBS", "Lexicon", "Named", "Taken", "VerbAt", "fold", "lexicon_of", "name_key"]
