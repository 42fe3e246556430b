"""Networks as files that Gephi, Cytoscape and others open."""

from __future__ import annotations

import re

import networkx as nx

_CLOCK = re.compile(r' lastmodifieddate="[^"]*"')


def gexf(network: nx.MultiDiGraph) -> bytes:
    """The network as GEXF 1.2, without the time of writing."""
    return _CLOCK.sub("", "\n".join(nx.generate_gexf(network)) + "\n").encode()


def graphml(network: nx.MultiDiGraph) -> bytes:
    """The network as GraphML."""
    return ("\n".join(nx.generate_graphml(network)) + "\n").encode()
