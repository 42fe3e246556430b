"""Pages for a browser: one HTML file each, which holds its style and its script."""

from __future__ import annotations

import base64
import hashlib

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from graph.iris import fragment_of


def templates() -> Environment:
    """The templates of all pages: what they are given is escaped, and what they are not given is an error."""
    return Environment(
        loader=PackageLoader("unmandates.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def rendered(name: str, /, **values: object) -> str:
    """The page of the template ``name``, with its own style and script and those of all pages. It asks nothing of the
    network, and its policy lets no script run but its own."""
    pages = templates()
    pages.filters["fragment"] = fragment_of
    style = _verbatim(pages, "page.css", f"{name}.css")
    script = _verbatim(pages, f"{name}.js", "scheme.js")
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return pages.get_template(f"{name}.html").render(style=style, script=script, policy=policy, **values)


def _verbatim(pages: Environment, *names: str) -> Markup:
    """Files of ours as they are: they hold nothing of a document."""
    assert pages.loader is not None
    sources = (pages.loader.get_source(pages, name)[0] for name in names)
    return Markup("".join(sources))  # noqa: S704 - see above


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
