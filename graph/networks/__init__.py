"""The graph as networks for Gephi, Cytoscape and the like."""
