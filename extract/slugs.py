"""Slugs: the one spelling of a name that goes into an identifier, however the name is printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GAP = re.compile(r"[\W_]+")
_LATIN_ACCENTS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_UNDIVIDED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Latin letters that Unicode does not take apart into a plain letter and an accent."""

_UNSEEN = ("Mn", "Me", "Cf")
"""Categories of characters without a place of their own: vowel signs, enclosing marks, soft hyphens, joiners."""


@lru_cache(maxsize=1 << 14)
def slug(name: str) -> str:
    """``name`` in lower case, its words joined by dashes: ``Côte d’Ivoire`` gives ``cote-d-ivoire``.

    Latin letters lose their accents, since one name is printed with and without them. In other scripts a mark can make
    another letter (и, й): these are kept, vowel signs are not. A slug's slug is itself. Empty where ``name`` has
    neither letters nor digits.
    """
    if name.isascii():
        return _GAP.sub("-", name.lower()).strip("-")
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = unicodedata.normalize("NFC", _LATIN_ACCENTS.sub("", apart).translate(_UNDIVIDED))
    seen = "".join(sign for sign in plain if unicodedata.category(sign) not in _UNSEEN)
    return _GAP.sub("-", seen).strip("-")
