"""What schemathesis must know to test our endpoint: how a query is sent as it is."""

from __future__ import annotations

import schemathesis


@schemathesis.serializer("application/sparql-query")
def query_as_it_is(_context: schemathesis.SerializationContext, value: object) -> bytes:
    """The body of a direct POST."""
    return str(value).encode("utf-8", "replace")
