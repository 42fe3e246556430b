"""Reading: text in, values out. Knows no RDF; imports nothing of ``graph`` or ``unmandates``."""
