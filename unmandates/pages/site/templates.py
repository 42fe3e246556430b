"""Pages of the site: one template each, over ``site.html``. All links are to the site that is served, and nothing runs
in a page that the site does not ship (the headers in ``unmandates.server.responses`` say so to browsers)."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment

from unmandates.pages.rendering import templates
from unmandates.pages.site.assets import asset_address


def site_page(template: str, /, *, root: str, **values: object) -> bytes:
    """The page of ``template`` in UTF-8. ``root`` is the path of the site, without a slash at its end."""
    return _environment().get_template(template).render(root=root, **values).encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    environment = templates()
    environment.globals["asset"] = asset_address
    return environment
