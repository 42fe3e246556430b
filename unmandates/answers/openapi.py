"""The site described for programs, as OpenAPI 3.1: written from the headers of the questions and the routes.

Source of the rules: https://spec.openapis.org/oas/v3.1.0.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

import msgspec

from graph.query import Parameter, Question, questions
from unmandates.answers import question as answers
from unmandates.answers import service_description
from unmandates.answers.context import Context
from unmandates.answers.negotiation import EXTENSIONS, FORM_DATA, GRAPHS, HTML, PROBLEM, SPARQL_QUERY, TABLES
from unmandates.answers.request import Request
from unmandates.answers.response import Response
from unmandates.pages.site.question_addresses import KINDS

_Part = dict[str, Any]

_ERRORS = {
    400: "What was asked cannot be answered as it is",
    403: "An update, which is not taken",
    404: "There is no such thing",
    406: "The answer cannot be had in the form that was asked for",
    408: "The request did not arrive in time",
    413: "The request is too large",
    415: "The request is in another form than queries are",
    503: "Too much is asked at once, or this asks too much",
}

_PROBLEM: _Part = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "line": {"type": "integer", "minimum": 1, "description": "where a query is wrong"},
        "column": {"type": "integer", "minimum": 1},
        "nearest": {"type": "array", "items": {"type": "string"}, "description": "what may have been meant"},
    },
}
_RESULTS: _Part = {
    "type": "object",
    "description": "https://www.w3.org/TR/sparql11-results-json/",
    "required": ["head"],
    "properties": {
        "head": {"type": "object", "properties": {"vars": {"type": "array", "items": {"type": "string"}}}},
        "boolean": {"type": "boolean"},
        "results": {
            "type": "object",
            "required": ["bindings"],
            "properties": {"bindings": {"type": "array", "items": {"type": "object"}}},
        },
    },
}
_QUESTIONS: _Part = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["name", "title", "description", "parameters", "columns", "address", "example"],
        "properties": {
            **{name: {"type": "string"} for name in ("name", "title", "description", "address", "example")},
            "columns": {"type": "array", "items": {"type": "string"}},
            "parameters": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["name", "type", "description", "required"],
                    "properties": {
                        "name": {"type": "string"},
                        "type": {"enum": sorted(KINDS)},
                        "description": {"type": "string"},
                        "required": {"type": "boolean"},
                        "default": {"type": "string"},
                    },
                },
            },
        },
    },
}
_SCHEMAS = {"Problem": _PROBLEM, "Results": _RESULTS, "Questions": _QUESTIONS}
_RESULT_FORMS = tuple(dict.fromkeys((*TABLES, *GRAPHS)))
_TEXT: _Part = {"type": "string"}


def answer_openapi(context: Context, _request: Request) -> Response:
    """The description, in JSON."""
    body = msgspec.json.encode(openapi_description(context.root, context.publication.licence))
    return Response(200, "application/json", body, {"Vary": "Accept-Encoding"})


def openapi_description(root: str = "", licence: str = "") -> _Part:
    """The description of a site whose paths begin with ``root``."""
    about = {
        "title": "unmandates",
        "version": version("unmandates"),
        "description": "The knowledge graph of United Nations instruments, bodies and mandates. Everything is read "
        "only. Without its parameters, /sparql describes itself.",
        **({"license": {"name": "Licence of the data", "url": licence}} if licence else {}),
    }
    return {
        "openapi": "3.1.0",
        "info": about,
        "servers": [{"url": root or "/"}],
        "paths": {
            "/questions": {"get": _list_of_questions()},
            **{f"/questions/{one.name}": {"get": _question(one)} for one in questions()},
            "/sparql": {"get": _sparql_get(), "post": _sparql_post()},
            **_pages(),
        },
        "components": {"schemas": _SCHEMAS},
    }


def _list_of_questions() -> _Part:
    content = {answers.JSON: {"schema": _named("Questions")}, HTML: {"schema": _TEXT}}
    return _operation("questions", "The questions that can be asked", _answer("The list", content), (406, 503))


def _question(asked: Question) -> _Part:
    row = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"type": ["string", "number", "boolean"]} for name in asked.columns},
    }
    plain = {
        "type": "object",
        "required": ["question", "columns", "rows"],
        "additionalProperties": False,
        "properties": {
            "question": {"const": asked.name},
            "columns": {"const": list(asked.columns)},
            "rows": {"type": "array", "items": row},
        },
    }
    content = {media: {"schema": plain if media == answers.JSON else _schema_of(media)} for media in answers.OFFERED}
    examples = dict(zip((one.name for one in asked.parameters), shlex.split(asked.example)[1:], strict=False))
    return _operation(
        f"ask-{asked.name}",
        asked.title,
        _answer("The answer", content),
        # Any value can be a name of nothing, which is not found.
        (400, *([404] if asked.parameters else []), 406, 503),
        description=asked.description,
        parameters=[
            *(_parameter(one, examples.get(one.name)) for one in asked.parameters),
            _format(
                "json, srj, srx, csv, tsv or html; goes before Accept", ("json", "srj", "srx", "csv", "tsv", "html")
            ),
        ],
        # For browsers what is wrong is on the page.
        error_forms=(PROBLEM, HTML),
    )


def _parameter(one: Parameter, example: str | None) -> _Part:
    schema: _Part = {"type": "string"}
    if one.type == "integer":
        schema = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    elif one.type == "date":
        schema = {"type": "string", "format": "date"}
    elif one.required:
        schema["pattern"] = r"\S"  # what is blank is as if it were left out
    if one.default is not None:
        schema["default"] = int(one.default) if one.type == "integer" else one.default
    described: _Part = {
        "name": one.name,
        "in": "query",
        "required": one.required,
        "description": f"{one.description} ({KINDS[one.type]})",
        "schema": schema,
    }
    if example is not None:
        described["example"] = int(example) if one.type == "integer" else example
    return described


def _format(description: str, names: Iterable[str]) -> _Part:
    return {"name": "format", "in": "query", "description": description, "schema": {"enum": ["", *names]}}


def _sparql_parameters() -> list[_Part]:
    graphs = {"type": "array", "items": {"type": "string"}}
    return [
        {
            "name": name,
            "in": "query",
            "style": "form",
            "explode": True,
            "description": f"a graph of this store, as one of the {kind} of the query; goes before FROM",
            "schema": graphs,
        }
        for name, kind in (("default-graph-uri", "default graphs"), ("named-graph-uri", "named graphs"))
    ]


def _sparql_get() -> _Part:
    query = {
        "name": "query",
        "in": "query",
        "description": "a query in SPARQL 1.1; without one the endpoint describes itself",
        "schema": _TEXT,
        "example": "ASK { ?s ?p ?o }",
    }
    return _operation(
        "query",
        "Ask a query, by GET",
        _answer("The answer", _contents(_RESULT_FORMS, HTML)),
        (400, 403, 406, 503),
        parameters=[query, *_sparql_parameters()],
        error_forms=(PROBLEM, HTML),
    )


def _sparql_post() -> _Part:
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": _TEXT},
        "description": "also default-graph-uri, named-graph-uri and format, as in the address",
    }
    body = {
        "required": True,
        "content": {
            FORM_DATA: {"schema": form, "example": {"query": "ASK { ?s ?p ?o }"}},
            SPARQL_QUERY: {"schema": _TEXT, "example": "ASK { ?s ?p ?o }"},
        },
    }
    described = _operation(
        "query-by-post",
        "Ask a query, by POST",
        _answer("The answer", _contents(_RESULT_FORMS, HTML)),
        (400, 403, 406, 408, 413, 415, 503),
        parameters=_sparql_parameters(),
        error_forms=(PROBLEM, HTML),
    )
    return {**described, "requestBody": body}


def _pages() -> _Part:
    things = (HTML, *EXTENSIONS.values())
    path = {"name": "path", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    q = {"name": "q", "in": "query", "required": True, "schema": _TEXT, "example": "A/RES/69/197"}
    to_it = {"description": "Where it is described", "headers": {"Location": {"required": True, "schema": _TEXT}}}
    found = _operation("find", "The thing that people call so", {"303": to_it}, (400, 404, 503), parameters=[q])
    found["responses"]["404"]["content"][HTML] = {"schema": _TEXT}
    return {
        "/id/{path}": {
            "get": _operation(
                "thing",
                "What is known of a thing, by its IRI (its slashes stay as they are)",
                _answer("What is known", _contents(dict.fromkeys(things))),
                (404, 406, 503),
                parameters=[path],
                error_forms=(PROBLEM, HTML),
            )
        },
        "/find": {"get": found},
        "/.well-known/void": {
            "get": _operation(
                "dataset",
                "The dataset described (VoID, DCAT)",
                _answer("The description", _contents(service_description.OFFERED)),
                (406, 503),
            )
        },
        "/openapi.json": {
            "get": _operation("openapi", "This description", _answer("It", _contents(["application/json"])), (503,))
        },
        "/health/live": {"get": _health("live", "Whether the server runs", (200,))},
        "/health/ready": {"get": _health("ready", "Whether requests can be answered", (200, 503))},
    }


def _health(name: str, summary: str, statuses: Iterable[int]) -> _Part:
    content = {"text/plain": {"schema": _TEXT}}
    return {
        "operationId": f"health-{name}",
        "summary": summary,
        "responses": {str(one): {"description": "yes" if one == 200 else "no", "content": content} for one in statuses},
    }


def _operation(
    name: str,
    summary: str,
    answer: _Part,
    errors: Iterable[int],
    *,
    description: str = "",
    parameters: Iterable[_Part] = (),
    error_forms: Iterable[str] = (PROBLEM,),
) -> _Part:
    content = {media: {"schema": _schema_of(media)} for media in error_forms}
    described: _Part = {
        "operationId": name,
        "summary": summary,
        "responses": {
            **answer,
            **{str(one): {"description": _ERRORS[one], "content": dict(content)} for one in errors},
        },
    }
    if description:
        described["description"] = description
    if parameters:
        described["parameters"] = list(parameters)
    return described


def _answer(description: str, content: Mapping[str, _Part]) -> _Part:
    tag = {"ETag": {"required": True, "description": "for If-None-Match", "schema": _TEXT}}
    return {"200": {"description": description, "headers": tag, "content": dict(content)}}


def _contents(media: Iterable[str], *more: str) -> _Part:
    return {one: {"schema": _schema_of(one)} for one in (*media, *more)}


def _schema_of(media: str) -> _Part:
    """What can be said of a body in a form that is specified elsewhere."""
    if media == PROBLEM:
        return _named("Problem")
    if media == "application/sparql-results+json":
        return _named("Results")
    return {} if media.endswith("json") else _TEXT


def _named(schema: str) -> _Part:
    return {"$ref": f"#/components/schemas/{schema}"}
