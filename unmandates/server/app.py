"""The routes: what comes in over HTTP becomes a request to the workers, and their response goes out."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse
from starlette.routing import Route

from unmandates.answers.negotiation import EXTENSIONS, accepts_gzip
from unmandates.answers.problems import ProblemError, problem
from unmandates.answers.request import (
    DescriptionTarget,
    OntologyTarget,
    OverviewTarget,
    QuestionTarget,
    Request,
    ResourceTarget,
    SearchTarget,
    SiteMapTarget,
    Target,
)
from unmandates.server import dump_files, metrics, static_files
from unmandates.server.dataset_description import DescriptionPendingError
from unmandates.server.middleware import RequestRecord
from unmandates.server.responses import body_of, http_response, while_connected
from unmandates.server.service import Service
from unmandates.server.sparql_protocol import format_without_query, parameters_of, sparql_target
from unmandates.workers.fair_share import client_of

_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


def application(service: Service) -> Starlette:
    """The application over ``service``, which the caller opens and closes."""
    routes = _Routes(service)

    return Starlette(
        routes=[
            Route("/", routes.home),
            Route("/sparql", routes.sparql, methods=["GET", "POST"]),
            Route("/id/{path:path}", routes.resource),
            Route("/graph/{path:path}", routes.resource),
            Route("/run/{path:path}", routes.resource),
            Route("/dataset", routes.description),
            Route("/dataset.{form}", routes.description),
            Route("/.well-known/void", routes.description),
            Route("/ontology", routes.ontology),
            Route("/ontology.{form}", routes.ontology),
            Route("/static/{name}", routes.static),
            Route("/dumps/", routes.dumps),
            Route("/dumps/{name}", routes.dump),
            Route("/sitemap.xml", routes.site_map),
            Route("/sitemap-{number:int}.xml", routes.site_map),
            Route("/robots.txt", routes.robots),
            Route("/favicon.ico", routes.favicon),
            Route("/questions", routes.questions),
            Route("/questions/{name}", routes.question),
            Route("/openapi.json", routes.openapi),
            Route("/find", routes.find),
            Route("/health/live", routes.live),
            Route("/health/ready", routes.ready),
            Route("/metrics", routes.metrics),
            Route("/{path:path}", routes.typed),
        ],
        middleware=[
            Middleware(RequestRecord, metrics=service.metrics, log=service.log),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD", "POST"],
                allow_headers=["*"],
                expose_headers=["ETag", "Link", "Location", "Retry-After"],
                max_age=86400,
            ),
        ],
        exception_handlers={HTTPException: _refused, ProblemError: _refused},
    )


async def _refused(_request: HttpRequest, error: Exception) -> HttpResponse:
    """No such address, or method, or what a route refuses."""
    if isinstance(error, ProblemError):
        headers = {"Connection": "close"} if error.status in {408, 413} else {}
        if isinstance(error, DescriptionPendingError):
            headers["Retry-After"] = str(error.seconds)
        return http_response(problem(error, headers))
    assert isinstance(error, HTTPException)
    return http_response(problem(ProblemError(error.status_code, error.detail), error.headers))


class _Routes:
    """One method a route."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._root = service.settings.root_path

    async def home(self, request: HttpRequest) -> HttpResponse:
        return await self._answer(request, OverviewTarget("home"))

    async def sparql(self, request: HttpRequest) -> HttpResponse:
        body = await body_of(request, self._service.settings.request_bytes) if request.method == "POST" else b""
        query_string = request.scope["query_string"]
        if request.method != "POST" and (form := format_without_query(query_string)) is not None:
            return await self._answer(request, OverviewTarget("service"), form)
        target, form = sparql_target(request.method, query_string, request.headers.get("content-type", ""), body)
        return await self._answer(request, target, form)

    async def resource(self, request: HttpRequest) -> HttpResponse:
        return await self._answer(request, ResourceTarget(_path(request)))

    async def description(self, request: HttpRequest) -> HttpResponse:
        path = _with_extension(request, "dataset")
        now = self._service.now
        turtle = await self._service.descriptions.of(now.folder, now.publication)
        return await self._answer(request, DescriptionTarget(path, turtle))

    async def ontology(self, request: HttpRequest) -> HttpResponse:
        return await self._answer(request, OntologyTarget(_with_extension(request, "ontology")))

    async def static(self, request: HttpRequest) -> HttpResponse:
        return static_files.static_file(request, request.path_params["name"])

    async def favicon(self, request: HttpRequest) -> HttpResponse:
        return static_files.static_file(request, "favicon.svg")

    async def robots(self, _request: HttpRequest) -> HttpResponse:
        return static_files.robots(self._service.now.publication.base, self._root)

    async def dumps(self, request: HttpRequest) -> HttpResponse:
        return dump_files.dump_list(request, self._service.now.folder, self._root)

    async def dump(self, request: HttpRequest) -> HttpResponse:
        return dump_files.dump(request, self._service.now.folder, request.path_params["name"])

    async def site_map(self, request: HttpRequest) -> HttpResponse:
        return await self._answer(request, SiteMapTarget(request.path_params.get("number")))

    async def questions(self, request: HttpRequest) -> HttpResponse:
        return await self._answer(request, OverviewTarget("questions"))

    async def openapi(self, request: HttpRequest) -> HttpResponse:
        return await self._answer(request, OverviewTarget("openapi"))

    async def question(self, request: HttpRequest) -> HttpResponse:
        given = parameters_of(request.scope["query_string"])
        forms = [value for name, value in given if name == "format"]
        if len(forms) > 1:
            raise ProblemError(400, "format is given more than once")
        arguments = tuple((name, value) for name, value in given if name != "format")
        return await self._answer(request, QuestionTarget(request.path_params["name"], arguments), *forms)

    async def find(self, request: HttpRequest) -> HttpResponse:
        return await self._answer(
            request, SearchTarget(dict(parameters_of(request.scope["query_string"])).get("q", ""))
        )

    async def typed(self, request: HttpRequest) -> HttpResponse:
        """What people type for a document after the address of the site."""
        return await self._answer(request, SearchTarget(unquote(_path(request))))

    async def live(self, _request: HttpRequest) -> HttpResponse:
        return HttpResponse(b"alive\n", media_type="text/plain", headers={"Cache-Control": "no-store"})

    async def ready(self, _request: HttpRequest) -> HttpResponse:
        ready = self._service.ready
        return HttpResponse(
            b"ready\n" if ready else b"not ready\n",
            200 if ready else 503,
            media_type="text/plain",
            headers={"Cache-Control": "no-store"},
        )

    async def metrics(self, _request: HttpRequest) -> HttpResponse:
        return HttpResponse(self._service.metrics.exposition(), media_type=metrics.CONTENT_TYPE)

    async def _answer(self, request: HttpRequest, target: Target, form: str = "") -> HttpResponse:
        headers = request.headers
        asked = Request(
            target,
            accept=headers.get("accept", ""),
            form=form,
            gzip=accepts_gzip(",".join(headers.getlist("accept-encoding"))),
        )
        client = client_of(request.client.host if request.client else "")
        answering = self._service.answer(asked, headers.get("if-none-match", ""), client)
        return http_response(await while_connected(request, answering), self._service.unsent, client)


def _with_extension(request: HttpRequest, path: str) -> str:
    """The path with the extension of a format, where the address has one. Raises ``ProblemError`` 404."""
    form = request.path_params.get("form", "")
    if form and form not in EXTENSIONS:
        raise ProblemError(404, f"there is no form {form!r}: write {', '.join(EXTENSIONS)}")
    return f"{path}.{form}" if form else path


def _path(request: HttpRequest) -> str:
    """The path relative to the root of the site, with its escapes as received."""
    raw: bytes = request.scope["raw_path"]
    root = str(request.scope.get("root_path", ""))
    return quote(raw, safe=_PRINTABLE).removeprefix(root).removeprefix("/")
