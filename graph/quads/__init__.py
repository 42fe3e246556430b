"""Values in, RDF out: what was read of a document, and the registers, as graphs without blank nodes or clock.

``writer`` holds the graph being written and describes things that others describe in full; ``document`` writes the head
and the units, ``findings`` what was found in them, with one module a kind (``citations``, ``bodies``, ``mandates`` …),
``registers`` the registers, ``learned`` what documents teach beside them.
"""

from graph.quads.document import document_graph
from graph.quads.learned import learned_graph
from graph.quads.registers import register_graph

__all__ = ["document_graph", "learned_graph", "register_graph"]
