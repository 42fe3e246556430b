"""The description for programs is what is so: schemathesis asks the real server whatever the description allows, and
whatever it does not, and finds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from graph.query import questions
from unmandates.answers.openapi import openapi_description
from web_server import Server

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "negative_data_rejection",
)
"""Left out: ``missing_required_header`` and ``ignored_auth``, for there are no required headers and no accounts;
``use_after_free`` and ``ensure_resource_availability``, for nothing is made or deleted; ``unsupported_method``, for
``test_sparql_endpoint.py`` and the protocol suite hold it."""


def test_the_description_is_valid_and_whole(web: httpx.Client) -> None:
    received = web.get("/openapi.json").json()
    assert received == openapi_description()
    assert list(OpenAPIV31SpecValidator(received).iter_errors()) == []
    asked = {path for path in received["paths"] if path.startswith("/questions/")}
    assert asked == {f"/questions/{one.name}" for one in questions()}
    for one in questions():
        parameters = received["paths"][f"/questions/{one.name}"]["get"]["parameters"]
        assert [each["name"] for each in parameters] == [*(each.name for each in one.parameters), "format"]
        assert [each["required"] for each in parameters[:-1]] == [each.required for each in one.parameters]


def test_a_description_below_a_path_says_so() -> None:
    received = openapi_description("/un", "https://creativecommons.org/licenses/by/4.0/")
    assert received["servers"] == [{"url": "/un"}]
    assert list(OpenAPIV31SpecValidator(received).iter_errors()) == []


@pytest.mark.parametrize(
    ("paths", "checks"),
    [
        # A name that stands for nothing is well formed too: 404 is among what accepts.
        ("^/(questions|openapi|health)", (*CHECKS, "positive_data_acceptance")),
        (r"^/(id|find|\.well-known)", (*CHECKS, "positive_data_acceptance")),
        # Hardly any text is a query, and no description of texts says which.
        ("^/sparql$", CHECKS),
    ],
    ids=["questions", "things", "sparql"],
)
def test_schemathesis_finds_nothing(server: Server, tmp_path: Path, paths: str, checks: tuple[str, ...]) -> None:
    _wait_for_the_description(server)
    received = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("schemathesis")), "run", f"{server.url}/openapi.json"),
            *("--checks", ",".join(checks), "--include-path-regex", paths),
            *("--phases", "examples,coverage,fuzzing", "--max-examples", "5", "--seed", "1"),
            *("--generation-database", "none", "--continue-on-failure", "--no-color", "--warnings", "off"),
            # The machine may be busy; a server that asks clients to come back is no failure of the description.
            *("--request-timeout", "60", "--suppress-health-check", "all"),
        ],
        cwd=tmp_path,
        env={**os.environ, "SCHEMATHESIS_HOOKS": "openapi_hooks", "PYTHONPATH": _path(), "NO_PROXY": "*"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert received.returncode == 0, received.stdout[-6000:] + received.stderr[-2000:]
    assert " generated" in received.stdout


def _wait_for_the_description(server: Server) -> None:
    """The dataset's description is counted when it is first asked for; until then the answer is 503."""
    for _ in range(120):
        if httpx.get(f"{server.url}/.well-known/void", trust_env=False, timeout=60).status_code == 200:
            return
        time.sleep(0.5)
    raise AssertionError("the dataset was never described")


def _path() -> str:
    here = str(Path(__file__).parent)
    return os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH", ""))))
