"""Pages of the site: one template each, over ``site.html``. All links are of the site that is served, and nothing in a
page runs that the site does not ship (``exchange.py`` says so to browsers)."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment

from unmandates.pages.rendering import templates
from unmandates.web.assets import asset_address


def page(template: str, /, *, root: str, **values: object) -> bytes:
    """The page of ``template`` in UTF-8. ``root`` is the path of the site, without a slash at its end."""
    return _pages().get_template(template).render(root=root, **values).encode("utf-8", "replace")


@cache
def _pages() -> Environment:
    pages = templates()
    pages.globals["asset"] = asset_address
    return pages
