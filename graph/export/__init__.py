"""What leaves the graph: tables, RDF files, dumps and networks."""
