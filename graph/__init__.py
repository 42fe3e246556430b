"""The graph: values in, RDF out; the store, its queries and its lineage. Imports ``extract`` alone."""
