"""The command that puts the graph on the web: its options are read and judged, and the server is run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from unmandates import config
from unmandates.cli.options import examples
from unmandates.web import values

app = typer.Typer()

SERVE_EXAMPLES = examples(
    "unmandates serve",
    "unmandates serve --store releases/current --port 8080 --log-requests",
    "unmandates serve --store releases/current --root-path /un --workers 6 --memory 2G",
)


def _variable(name: str) -> str:
    return f"UNMANDATES_{name}"


@app.command(epilog=SERVE_EXAMPLES)
def serve(
    data: Annotated[
        Path,
        typer.Option(
            "--store", envvar=config.STORE_VARIABLE, metavar="DIR", help="A data folder or a release, or a link to one."
        ),
    ] = config.DEFAULT_DATA,
    *,
    host: Annotated[
        str, typer.Option(envvar=_variable("HOST"), metavar="ADDRESS", help="The address to listen at.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(envvar=_variable("PORT"), min=0, max=65535, metavar="N", help="The port; 0: any free one.")
    ] = 8000,
    base: Annotated[
        str,
        typer.Option(
            envvar=config.BASE_VARIABLE,
            metavar="IRI",
            help="What all names in the store must begin with; they were made when it was built.",
        ),
    ] = "",
    root_path: Annotated[
        str, typer.Option(envvar=_variable("ROOT_PATH"), metavar="PATH", help="Where on its host the site stands.")
    ] = "",
    licence: Annotated[
        str, typer.Option(envvar=_variable("LICENCE"), metavar="IRI", help="The licence of the data.")
    ] = "",
    text_licence: Annotated[
        str,
        typer.Option(envvar=_variable("TEXT_LICENCE"), metavar="IRI|WORDS", help="The terms of the texts in it."),
    ] = "",
    publisher: Annotated[str, typer.Option(envvar=_variable("PUBLISHER"), metavar="NAME", help="Who publishes.")] = "",
    no_text: Annotated[
        bool,
        typer.Option(
            "--no-text",
            envvar=_variable("NO_TEXT"),
            help="Serve no words of documents, but for titles and names: where there are some, a release without them "
            "is made first.",
        ),
    ] = False,
    workers: Annotated[
        int,
        typer.Option(
            envvar=_variable("WORKERS"),
            min=1,
            max=256,
            metavar="N",
            help="Processes for queries that clients write; for pages and questions half as many more, at least three.",
        ),
    ] = 3,
    deadline: Annotated[
        float,
        typer.Option(envvar=_variable("DEADLINE"), min=1, max=600, metavar="S", help="Seconds that a query may take."),
    ] = 30,
    memory: Annotated[
        str, typer.Option(envvar=_variable("MEMORY"), metavar="SIZE", help="Memory that a process may take.")
    ] = "1G",
    max_rows: Annotated[
        int,
        typer.Option(envvar=_variable("MAX_ROWS"), min=1, metavar="N", help="Rows or triples that an answer may have."),
    ] = 100_000,
    max_bytes: Annotated[
        str, typer.Option(envvar=_variable("MAX_BYTES"), metavar="SIZE", help="Bytes that an answer may have.")
    ] = "32M",
    queue: Annotated[
        int,
        typer.Option(envvar=_variable("QUEUE"), min=1, metavar="N", help="Queries that may wait; others come back."),
    ] = 64,
    connections: Annotated[
        int, typer.Option(envvar=_variable("CONNECTIONS"), min=1, metavar="N", help="Connections open at once.")
    ] = 1000,
    proxies: Annotated[
        str,
        typer.Option(
            envvar=_variable("PROXIES"),
            metavar="LIST",
            help="Proxies whose word for a client's address is taken, as addresses and networks.",
        ),
    ] = "127.0.0.1,::1",
    log: Annotated[
        bool,
        typer.Option(
            "--log-requests", envvar=_variable("LOG_REQUESTS"), help="Print a line of JSON for each request, too."
        ),
    ] = False,
    no_sandbox: Annotated[
        bool,
        typer.Option(
            "--no-sandbox",
            help="Leave processes that answer queries the network and the files: to try things out where there is "
            "no Linux; never for strangers.",
        ),
    ] = False,
) -> None:
    """Put the graph on the web.

    A SPARQL endpoint, a page and data for each thing that has a name, and the ready questions. Every query runs in a
    process of its own that can neither reach the network nor write, and that is ended when it takes too long or too
    much. SIGHUP has it serve what the folder, or the link to it, is now; SIGTERM ends it when what is under way is
    done. Events are printed as lines of JSON. docs/deploy.md tells how to put it before the public.
    """
    from unmandates.web.serve import serve as run_server
    from unmandates.web.settings import Settings

    settings = Settings(
        data,
        host=host,
        port=port,
        base=values.web_address("--base", base),
        root_path=values.root_path("--root-path", root_path),
        licence=values.web_address("--licence", licence),
        text_licence=values.words("--text-licence", text_licence),
        publisher=values.words("--publisher", publisher),
        texts=not no_text,
        rows=max_rows,
        bytes=values.size("--max-bytes", max_bytes, 64 << 10),
        memory=values.size("--memory", memory, 256 << 20),
        connections=connections,
        proxies=values.proxies("--proxies", proxies),
        sandboxed=not no_sandbox,
        log=log,
    )
    run_server(
        replace(
            settings,
            open_lane=replace(
                settings.open_lane, workers=workers, slow=max(1, workers - 1), queue=queue, deadline=deadline
            ),
            own_lane=replace(
                settings.own_lane, workers=max(3, workers // 2), deadline=min(settings.own_lane.deadline, deadline)
            ),
        )
    )
