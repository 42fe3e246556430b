"""The routes: what comes in over HTTP becomes an order, and its outcome goes out."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from unmandates.web import dumps, files, telling
from unmandates.web.describing import NotYetError
from unmandates.web.exchange import Told, body_of, reply, while_there
from unmandates.web.media import EXTENSIONS
from unmandates.web.problems import ProblemError, problem
from unmandates.web.protocol import asks_nothing, parsed, sparql_task
from unmandates.web.service import Service
from unmandates.web.shares import client_of
from unmandates.web.tasks import AskQuestion, Find, Order, Overview, Resource, Task

_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


def application(service: Service) -> Starlette:
    """The application over ``service``, which others open and close."""
    site = _Site(service)

    return Starlette(
        routes=[
            Route("/", site.home),
            Route("/sparql", site.sparql, methods=["GET", "POST"]),
            Route("/id/{path:path}", site.resource),
            Route("/graph/{path:path}", site.resource),
            Route("/run/{path:path}", site.resource),
            Route("/dataset", site.description),
            Route("/dataset.{form}", site.description),
            Route("/.well-known/void", site.description),
            Route("/ontology", site.ontology),
            Route("/ontology.{form}", site.ontology),
            Route("/static/{name}", site.static),
            Route("/dumps/", site.dumps),
            Route("/dumps/{name}", site.dump),
            Route("/sitemap.xml", site.site_map),
            Route("/sitemap-{number:int}.xml", site.site_map),
            Route("/robots.txt", site.robots),
            Route("/favicon.ico", site.favicon),
            Route("/questions", site.questions),
            Route("/questions/{name}", site.question),
            Route("/openapi.json", site.openapi),
            Route("/find", site.find),
            Route("/health/live", site.live),
            Route("/health/ready", site.ready),
            Route("/metrics", site.metrics),
            Route("/{path:path}", site.typed),
        ],
        middleware=[
            Middleware(Told, telling=service.telling),
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


async def _refused(_request: Request, fault: Exception) -> Response:
    """No such address, or method, or what a route refuses."""
    if isinstance(fault, ProblemError):
        headers = {"Connection": "close"} if fault.status in {408, 413} else {}
        if isinstance(fault, NotYetError):
            headers["Retry-After"] = str(fault.seconds)
        return reply(problem(fault, headers))
    assert isinstance(fault, HTTPException)
    return reply(problem(ProblemError(fault.status_code, fault.detail), fault.headers))


class _Site:
    """One method a route."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._root = service.settings.root_path.rstrip("/")

    async def home(self, request: Request) -> Response:
        return await self._answer(request, Overview("home"))

    async def sparql(self, request: Request) -> Response:
        body = await body_of(request, self._service.settings.most_request) if request.method == "POST" else b""
        query_string = request.scope["query_string"]
        if request.method != "POST" and (form := asks_nothing(query_string)) is not None:
            return await self._answer(request, Overview("service"), form)
        task, form = sparql_task(request.method, query_string, request.headers.get("content-type", ""), body)
        return await self._answer(request, task, form)

    async def resource(self, request: Request) -> Response:
        return await self._answer(request, Resource(_path(request)))

    async def description(self, request: Request) -> Response:
        now = self._service.now
        told = await self._service.descriptions.of(now.folder, now.publication)
        return await self._answer(request, Overview("description", f"{_form_of(request, 'dataset')}\n{told}"))

    async def ontology(self, request: Request) -> Response:
        return await self._answer(request, Overview("ontology", _form_of(request, "ontology")))

    async def static(self, request: Request) -> Response:
        return files.static(request, request.path_params["name"])

    async def favicon(self, request: Request) -> Response:
        return files.static(request, "favicon.svg")

    async def robots(self, _request: Request) -> Response:
        return files.robots(self._service.now.publication.base, self._root)

    async def dumps(self, request: Request) -> Response:
        return dumps.list_of_dumps(request, self._service.now.folder, self._root)

    async def dump(self, request: Request) -> Response:
        return dumps.dump(request, self._service.now.folder, request.path_params["name"])

    async def site_map(self, request: Request) -> Response:
        return await self._answer(request, Overview("sitemap", str(request.path_params.get("number", ""))))

    async def questions(self, request: Request) -> Response:
        return await self._answer(request, Overview("questions"))

    async def openapi(self, request: Request) -> Response:
        return await self._answer(request, Overview("openapi"))

    async def question(self, request: Request) -> Response:
        given = parsed(request.scope["query_string"])
        forms = [value for name, value in given if name == "format"]
        if len(forms) > 1:
            raise ProblemError(400, "format is given more than once")
        arguments = tuple((name, value) for name, value in given if name != "format")
        return await self._answer(request, AskQuestion(request.path_params["name"], arguments), *forms)

    async def find(self, request: Request) -> Response:
        return await self._answer(request, Find(dict(parsed(request.scope["query_string"])).get("q", "")))

    async def typed(self, request: Request) -> Response:
        """What people type for a document behind the address of the site."""
        return await self._answer(request, Find(unquote(_path(request))))

    async def live(self, _request: Request) -> Response:
        return Response(b"alive\n", media_type="text/plain", headers={"Cache-Control": "no-store"})

    async def ready(self, _request: Request) -> Response:
        ready = self._service.ready
        return Response(
            b"ready\n" if ready else b"not ready\n",
            200 if ready else 503,
            media_type="text/plain",
            headers={"Cache-Control": "no-store"},
        )

    async def metrics(self, _request: Request) -> Response:
        return Response(self._service.telling.metrics(), media_type=telling.CONTENT_TYPE)

    async def _answer(self, request: Request, task: Task, form: str = "") -> Response:
        headers = request.headers
        order = Order(
            task,
            accept=headers.get("accept", ""),
            form=form,
            gzip="gzip" in headers.get("accept-encoding", ""),
            known=headers.get("if-none-match", ""),
        )
        client = client_of(request.client.host if request.client else "")
        outcome = await while_there(request, self._service.ask(order, client))
        return reply(outcome, self._service.outgoing, client)


def _form_of(request: Request, path: str) -> str:
    """The path with the name of a form, where one stands in the address."""
    form = request.path_params.get("form", "")
    if form and form not in EXTENSIONS:
        raise ProblemError(404, f"there is no form {form!r}: write {', '.join(EXTENSIONS)}")
    return f"{path}.{form}" if form else path


def _path(request: Request) -> str:
    """The path behind the root of the site, escapes as they came."""
    raw: bytes = request.scope["raw_path"]
    root = str(request.scope.get("root_path", ""))
    return quote(raw, safe=_PRINTABLE).removeprefix(root).removeprefix("/")
