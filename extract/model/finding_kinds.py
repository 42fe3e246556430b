"""Every kind of finding, in the order in which outputs list them.

To add a kind:

1. its value and its declaration, in a module of this package named after it; a field of ``Document`` for the findings;
   the declaration in ``KINDS``. Its table, its lines in a terminal and on pages, its count in the summary and the
   addresses for corrections are then there.
2. what finds it, and in ``extract/finding_values.py`` what makes the value of it; both are called in the pipeline.
3. a writer for its nodes: a module in ``graph/quads/`` and a line in ``WRITERS`` there.
4. its edges in a network: a line in ``graph/networks/edges.py``.
5. a colour for each of its layers, in the style sheets of ``unmandates/pages/templates``.

``tests/test_finding_kinds.py`` names the kind and the output that is missing.
"""

from __future__ import annotations

from typing import Any

from extract.model.bodies import BODIES
from extract.model.body_events import BODY_EVENTS
from extract.model.citations import CITATIONS
from extract.model.declarations import FindingKind
from extract.model.mandates import MANDATES
from extract.model.operative_actions import OPERATIVE_ACTIONS
from extract.model.relations import RELATIONS

KINDS: tuple[FindingKind[Any], ...] = (CITATIONS, BODIES, MANDATES, OPERATIVE_ACTIONS, RELATIONS, BODY_EVENTS)
