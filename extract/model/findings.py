"""Every kind of finding, in the order in which outputs list them."""

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
