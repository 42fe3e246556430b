"""What a document does: its effect verbs, the relations to other documents and the events of bodies that they make."""

from __future__ import annotations

from extract.effects.body_events import Event, find_events
from extract.effects.effect_verbs import EffectVerb, find_effect_verbs
from extract.effects.relations import Cited, Effect, find_effects

__all__ = ["Cited", "Effect", "EffectVerb", "Event", "find_effect_verbs", "find_effects", "find_events"]
