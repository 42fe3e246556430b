"""What pages call a term: its label in the ontology, or what its name says."""

from __future__ import annotations

import re

from graph.iris import ONTOLOGY
from graph.term_labels import INVERSE_LABELS, LABELS


def label(term: str) -> str:
    """What a page calls a property or class; one without a label by its name: ``…#adoptedBy`` gives "adopted by"."""
    if term in LABELS:
        return LABELS[term]
    name = re.split(r"[#/]", term)[-1]
    name = name.rpartition("_")[2] if term.startswith(ONTOLOGY) else name
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f" {found[1].lower()}", name[:1].lower() + name[1:])


def inverse_label(term: str) -> str:
    """The heading over things whose property ``term`` points to the thing that a page is about."""
    return INVERSE_LABELS.get(term) or label(term)
