"""Where the running text of a document begins, for formats whose headings and tables also set its cover and title."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"\d{1,3}\.\s+[A-Z]")
_SENTENCE = 60
_AFTER_END = '”’"¹²³⁴⁵⁶⁷⁸⁹⁰*'


def is_running_text(text: str) -> bool:
    """Whether a line is one of running text: numbered, or long with an end mark. Above the first of them, a heading is
    as likely the title, and a table the layout of the cover, so that readers leave both open."""
    if _NUMBERED.match(text):
        return True
    return len(text) > _SENTENCE and text.rstrip(_AFTER_END).endswith((".", ";", ":", ","))
