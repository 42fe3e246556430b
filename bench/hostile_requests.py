"""Requests that are meant to do harm: queries that run away or call out, addresses that lead elsewhere, broken HTTP.

What is here is only data; `attack.py` measures what a server makes of it, and tests keep the server up under it.
"""

from __future__ import annotations

_PREFIXES = "PREFIX unm: <https://w3id.org/unmandates/ontology#> PREFIX cito: <http://purl.org/spar/cito/>\n"
_ALL = "?s ?p ?o"


def _tower(height: int) -> str:
    inner = "{ SELECT ?s { ?s ?p0 ?o0 } }"
    for floor in range(1, height):
        inner = f"{{ SELECT ?s {{ {inner} ?s ?p{floor} ?o{floor} }} ORDER BY ?s }}"
    return f"SELECT (COUNT(*) AS ?n) {{ {inner} }}"


def _nested(opening: str, core: str, closing: str, times: int) -> str:
    return opening * times + core + closing * times


RUNAWAY: dict[str, str] = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "cross product, all rows": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "big sort": f"SELECT * {{ {_ALL} }} ORDER BY ?o DESC(?s) ?p LIMIT 10",
    "sort by chance": f"SELECT * {{ {_ALL} }} ORDER BY RAND() LIMIT 10",
    "unbound path of all properties": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)* ?b }",
    "unbound path of citations": "SELECT (COUNT(*) AS ?n) { ?a (cito:cites|^cito:cites)+ ?b . ?b cito:cites+ ?c }",
    "path of paths": "SELECT (COUNT(*) AS ?n) { ?a ((((!<x:y>)*)*)*/(!<x:y>)+)* ?b }",
    "regular expression, large": f'SELECT * {{ {_ALL} FILTER(REGEX(STR(?o), "((a{{1,99}}){{1,99}}){{1,99}}b")) }}',
    "regular expression, everywhere": f'SELECT * {{ {_ALL} FILTER(REGEX(STR(?o), "(x+x+)+y|(.*)*$z", "is")) }}',
    "many values": (
        "SELECT (COUNT(*) AS ?n) { VALUES ?v { "
        + " ".join(map(str, range(20_000)))
        + " } VALUES ?w { "
        + " ".join(map(str, range(15_000)))
        + " } ?s ?p ?o FILTER(?v < ?w) }"
    ),
    "deep groups": f"SELECT * {{ {_nested('{ OPTIONAL { ', '?a ?b ?c', ' } ?a ?b ?c }', 60)} }}",
    "too deep groups": f"SELECT * {{ {_nested('{', _ALL, '}', 50_000)} }}",
    "many unions": "SELECT (COUNT(*) AS ?n) { " + " UNION ".join(["{ ?s ?p ?o }"] * 3000) + " }",
    "one long text": f'SELECT (GROUP_CONCAT(STR(?o); SEPARATOR=",") AS ?all) {{ {_ALL} . ?x ?y ?z }}',
    "construct everything": f"CONSTRUCT {{ {_ALL} . ?o ?p ?s }} WHERE {{ {_ALL} }}",
    "describe everything": f"DESCRIBE ?s ?p ?o {{ {_ALL} }}",
    "distinct cross product": "SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f }",
    "doubling text": (
        "SELECT (STRLEN(?t40) AS ?n) { BIND('lamps' AS ?t0) "
        + " ".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(40))
        + " }"
    ),
    "growth by replacement": (
        "SELECT (STRLEN(?t) AS ?n) { BIND("
        + _nested("REPLACE(", "'lamps lamps lamps'", ", '.', '$0$0$0$0')", 30)
        + " AS ?t) }"
    ),
    "growth in rows": f"SELECT (CONCAT(?x, ?x) AS ?y) {{ {_ALL} BIND(REPLACE(STR(?o), '.', '$0$0$0$0$0') AS ?x) }}",
    "many optionals": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o " + " ".join(
        f"OPTIONAL {{ ?s{n} ?p{n} ?o{n} }}" for n in range(200)
    ) + " }",
    "tower of subqueries": _tower(60),
    "long list": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c FILTER(?o IN (" + ",".join(
        map(str, range(30_000))
    ) + ")) }",
    "long literal": "SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), '" + "lamp " * 45_000 + "')) }",
    "many nots": "ASK { FILTER(" + "!" * 200_000 + "true) }",
    "many minuses": "SELECT (" + "- " * 100_000 + "1 AS ?n) {}",
    "long sum": "SELECT (" + "1 + " * 60_000 + "1 AS ?n) {}",
    "long alternative": "ASK { FILTER(" + "true || " * 30_000 + "false) }",
    "long path": "SELECT * { ?a " + "/".join(["<x:y>"] * 40_000) + " ?b }",
    "path of many ways": "SELECT (COUNT(*) AS ?n) { ?a (" + "|".join(["!<x:y>"] * 15_000) + ")* ?b }",
    "path turned often": "SELECT * { ?a " + "^" * 100_000 + "<x:y> ?b }",
    "correlated absence": "SELECT * { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f FILTER(?f = ?a && ?d = ?c) } }",
    "difference of products": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?x ?y ?z MINUS { ?a ?e ?f . ?x ?h ?i } }",
    "many prefixes": "".join(f"PREFIX p{n}: <x:{n}>\n" for n in range(10_000)) + "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "spaces before nothing": "PREFIX" + " " * 200_000,
    "from, and brackets": "SELECT * FROM <x:y> { " + "?a <x:y> [ " * 190 + "<x:y> 1" + " ]" * 190 + " }",
}  # fmt: skip
"""Queries that would take far more time, memory or stack than one may have."""

RUNAWAY = {name: _PREFIXES + query if "cito:" in query else query for name, query in RUNAWAY.items()}

CALLS: dict[str, str] = {
    "plain": "SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
    "lower case": "SELECT * {{ service <{there}> {{ ?s ?p ?o }} }}",
    "mixed case": "SELECT * {{ sErViCe <{there}> {{ ?s ?p ?o }} }}",
    "escaped letters": r"SELECT * {{ \u0053\U00000045RVICE <{there}> {{ ?s ?p ?o }} }}",
    "escaped escapes": r"SELECT * {{ \u005cu0053ERVICE <{there}> {{ ?s ?p ?o }} }}",
    "remark between": "SELECT * {{ SERVICE # }} <x:y>\n <{there}> {{ ?s ?p ?o }} }}",
    "remark that ends early": "SELECT * {{ # lamps\rSERVICE <{there}> {{ ?s ?p ?o }} }}",
    "no spaces": "SELECT*{{SERVICE<{there}>{{?s ?p ?o}}}}",
    "silent": "SELECT * {{ SERVICE SILENT <{there}> {{ ?s ?p ?o }} }}",
    "name with a prefix": "PREFIX x: <{there}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
    "relative to a base": "BASE <{there}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "variable": "SELECT * {{ VALUES ?e {{ <{there}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
    "variable, bound late": "SELECT * {{ BIND(IRI('{there}') AS ?e) SERVICE SILENT ?e {{ ?s ?p ?o }} }}",
    "in a subquery": "SELECT * {{ {{ SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }} }} }}",
    "in a filter": "SELECT * {{ ?a ?b ?c FILTER EXISTS {{ SERVICE <{there}> {{ ?s ?p ?o }} }} }}",
    "in an expression": "SELECT (EXISTS {{ SERVICE <{there}> {{ ?s ?p ?o }} }} AS ?x) {{ }}",
    "in an absence": "SELECT * {{ ?a ?b ?c FILTER NOT EXISTS {{ SERVICE <{there}> {{ ?s ?p ?o }} }} }}",
    "in an option": "SELECT * {{ OPTIONAL {{ SERVICE <{there}> {{ ?s ?p ?o }} }} }}",
    "in a difference": "SELECT * {{ ?a ?b ?c MINUS {{ SERVICE <{there}> {{ ?s ?p ?o }} }} }}",
    "in a union": "SELECT * {{ {{ }} UNION {{ SERVICE <{there}> {{ ?s ?p ?o }} }} }}",
    "in a graph": "SELECT * {{ GRAPH ?g {{ SERVICE <{there}> {{ ?s ?p ?o }} }} }}",
    "lateral": "SELECT * {{ ?a ?b ?c LATERAL {{ SERVICE <{there}> {{ ?s ?p ?o }} }} }}",
    "in an order": "SELECT * {{ }} ORDER BY (EXISTS {{ SERVICE <{there}> {{ ?s ?p ?o }} }})",
    "in a group": "SELECT (COUNT(?x) AS ?n) {{ }} GROUP BY (EXISTS {{ SERVICE <{there}> {{ ?s ?p ?o }} }} AS ?x)",
    "in an ask": "ASK {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
    "in a construction": "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
    "in a description": "DESCRIBE ?s {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
    "after a quotation": "SELECT * {{ ?s ?p '''a\\\\''' . SERVICE <{there}> {{ ?a ?b '''c''' }} }}",
    "after an IRI with a hash": "SELECT * {{ ?a <x:y#z> ?b . SERVICE <{there}> {{ ?s ?p ?o }} }}",
    "load": "LOAD <{there}>",
    "load after a query": "SELECT * {{ }} ; LOAD <{there}>",
    "load into a graph": "LOAD SILENT <{there}> INTO GRAPH <x:y>",
    "insert from a service": "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
    "from": "SELECT * FROM <{there}> {{ ?s ?p ?o }}",
    "from named": "SELECT * FROM NAMED <{there}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "from a file": "SELECT * FROM <file:///etc/passwd> {{ ?s ?p ?o }}",
    "from, escaped": r"SELECT * \u0046ROM <{there}> {{ ?s ?p ?o }}",
    "describe what is there": "DESCRIBE <{there}>",
    "graph that is there": "SELECT * {{ GRAPH <{there}> {{ ?s ?p ?o }} }}",
}  # fmt: skip
"""Queries that have a server fetch the address ``{there}``, if it lets them: templates for ``str.format``."""

HARMLESS = frozenset({"describe what is there", "graph that is there"})
"""Those of ``CALLS`` that only look like it, and are answered from the store."""

PATHS = (
    "/id/../../etc/passwd",
    "/id/%2e%2e/%2e%2e/etc/passwd",
    "/id/..%2f..%2fetc%2fpasswd",
    "/id/%252e%252e%252fetc%252fpasswd",
    "/id/A/RES/69/197/../../../../../../etc/passwd",
    "/id/....//....//etc/passwd",
    "/id/..\\..\\etc\\passwd",
    "/id/%00",
    "/id/A%00.ttl",
    "/id/%c0%ae%c0%ae/etc/passwd",
    "/id/file:///etc/passwd",
    "/dumps/../store/CURRENT",
    "/dumps/..%2fstore%2fCURRENT",
    "/dumps/%2e%2e/ledger.sqlite",
    "/dumps//etc/passwd",
    "/dumps/%2fetc%2fpasswd",
    "/dumps/%00",
    "/static/../settings.py",
    "/static/..%2fsettings.py",
    "/static/%2e%2e%2f%2e%2e%2fcli.py",
    "/static//etc/passwd",
    "/graph/../../../etc/passwd",
    "/run/..%2f..",
    "/ontology/../../../etc/passwd",
    "/questions/../../etc/passwd",
    "/questions/..%2f..%2fpyproject",
    "/../../../../etc/passwd",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/etc/passwd",
)
"""Addresses that would lead out of what is served."""

SCRIPT = "<script>alert(1)</script>"

REFLECTED = (
    "/%3Cscript%3Ealert(1)%3C/script%3E",
    "/id/%3Cscript%3Ealert(1)%3C/script%3E",
    "/id/x%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/find?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/find?q=%22%20autofocus%20onfocus=alert(1)%20x=%22%3Cscript%3Ealert(1)%3C/script%3E",
    "/questions/%3Cscript%3Ealert(1)%3C%2fscript%3E",
    "/questions/cites?document=%3Cscript%3Ealert(1)%3C/script%3E",
    "/questions/cites?%3Cscript%3Ealert(1)%3C/script%3E=1",
    "/sparql?query=%3Cscript%3Ealert(1)%3C/script%3E",
    "/sparql?query=SELECT%20(%22%3Cscript%3Ealert(1)%3C/script%3E%22%20AS%20%3Fx)%20%7B%7D",
    "/sparql?query=ASK%20%7B%7D&format=%3Cscript%3Ealert(1)%3C/script%3E",
    "/sparql?query=SELECT%20*%20FROM%20%3Cx:%3Cscript%3Ealert(1)%3C/script%3E%3E%20%7B%7D",
)
"""Addresses with a script in them, which no page may carry back as one."""


def raw(method: str = "GET", path: str = "/health/live", *headers: str, body: bytes = b"") -> bytes:
    """A request as it goes over the line, with whatever headers."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", *headers, "", ""]).encode("latin-1") + body


_HOST = "Host: 127.0.0.1"
_LENGTH = "Content-Length: 5"
_CHUNKED = "Transfer-Encoding: chunked"
_FORM = "Content-Type: application/x-www-form-urlencoded"
_QUERY = "/sparql?query=ASK%7B%7D"

_SECOND = b"0\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\n\r\n"
_SOCKET = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {'A' * 22}==")
_HTTP_2 = ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__")
_PACKED = ("Content-Type: application/sparql-query", "Content-Encoding: gzip", "Content-Length: 20")

BROKEN: dict[str, bytes] = {
    "two lengths": raw("POST", "/sparql", _HOST, _FORM, _LENGTH, "Content-Length: 6", body=b"query=x"),
    "length twice in one": raw("POST", "/sparql", _HOST, _FORM, "Content-Length: 5, 5", body=b"query"),
    "length and chunks": raw("POST", "/sparql", _HOST, _FORM, _LENGTH, _CHUNKED, body=_SECOND),
    "chunks and length": raw("POST", "/sparql", _HOST, _FORM, _CHUNKED, _LENGTH, body=_SECOND),
    "chunks, spelt otherwise": raw("POST", "/sparql", _HOST, _FORM, "Transfer-Encoding: xchunked", body=b"0\r\n\r\n"),
    "chunks within chunks": raw("POST", "/sparql", _HOST, "Transfer-Encoding: chunked, identity", body=b"0\r\n\r\n"),
    "space before the colon": raw("POST", "/sparql", _HOST, "Content-Length : 5", body=b"query"),
    "negative length": raw("POST", "/sparql", _HOST, "Content-Length: -5", body=b"query"),
    "length beyond numbers": raw("POST", "/sparql", _HOST, "Content-Length: 99999999999999999999999999", body=b"q"),
    "length with a sign": raw("POST", "/sparql", _HOST, "Content-Length: +5", body=b"query"),
    "folded header": raw("GET", _QUERY, _HOST, "X-A: a", " b: c"),
    "header without a colon": raw("GET", _QUERY, _HOST, "lamps"),
    "NUL in a header": raw("GET", _QUERY, _HOST, "X-A: a\0b"),
    "line end in a header": raw("GET", _QUERY, _HOST, "X-A: a\rX-B: b"),
    "bare line ends": b"GET /health/live HTTP/1.1\nHost: x\n\n",
    "no host": raw("GET", _QUERY),
    "two hosts": raw("GET", _QUERY, "Host: a", "Host: b"),
    "old protocol": b"GET /health/live\r\n\r\n",
    "other protocol": b"GET /health/live HTTP/9.9\r\nHost: x\r\n\r\n",
    "TLS": bytes.fromhex("16030100a5010000a1030306") + b"\0" * 40,
    "HTTP/2 without asking": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "upgrade to HTTP/2": raw("GET", _QUERY, _HOST, *_HTTP_2),
    "upgrade to a web socket": raw("GET", _QUERY, _HOST, *_SOCKET),
    "proxy to elsewhere": raw("GET", "http://127.0.0.1:9/", _HOST),
    "tunnel": raw("CONNECT", "127.0.0.1:9", _HOST),
    "asterisk": raw("OPTIONS", "*", _HOST),
    "trace": raw("TRACE", "/sparql", _HOST, "X-Secret: lamps"),
    "unknown method": raw("BREW", "/sparql", _HOST),
    "letters beyond ASCII": raw("GET", "/id/\xff\xfe", _HOST),
    "letters beyond ASCII in a query": raw("GET", "/sparql?query=\xff", _HOST),
    "no address": raw("GET", "", _HOST),
    "long line": raw("GET", "/" + "a" * 300_000, _HOST),
    "long header": raw("GET", _QUERY, _HOST, "X-A: " + "a" * 300_000),
    "many headers": raw("GET", _QUERY, _HOST, *(f"X-{n}: a" for n in range(5000))),
    "many small headers": raw("GET", _QUERY, _HOST, *["a:"] * 15_000),
    "trailers without end": raw("POST", "/sparql", _HOST, _FORM, _CHUNKED, body=b"0\r\n" + b"a: b\r\n" * 200_000),
    "chunk with long words": raw("POST", "/sparql", _HOST, _FORM, _CHUNKED, body=b"1;" + b"a" * 600_000),
    "many requests at once": raw("GET", "/health/live", _HOST) * 5000,
    "packed body": raw("POST", "/sparql", _HOST, *_PACKED, body=bytes.fromhex("1f8b0800000000000003") + b"\0" * 10),
}  # fmt: skip
"""HTTP that is wrong, or asks for what is not there."""
