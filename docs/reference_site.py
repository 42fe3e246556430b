"""The reference as one HTML page, which needs no network: ``python docs/reference_site.py FOLDER``."""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from reference_diagram import diagram
from reference_pages import DIAGRAM, pages

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d1d9e0; --soft: #f6f8fa; --link: #0550ae }
@media (prefers-color-scheme: dark) {
:root { --ink: #e6edf3; --paper: #0d1117; --line: #3d444d; --soft: #151b23; --link: #79c0ff } }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
nav { position: sticky; top: 0; padding: .6rem 1.5rem; background: var(--soft); border-bottom: 1px solid var(--line) }
nav a { margin-right: 1.2rem }
main { max-width: 75rem; margin: 0 auto; padding: 0 1.5rem 4rem }
section { border-bottom: 1px solid var(--line); padding-bottom: 2rem }
h1, h2, [id] { scroll-margin-top: 3.5rem }
a { color: var(--link); text-decoration: none } a:hover { text-decoration: underline }
table { border-collapse: collapse; display: block; overflow-x: auto }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top }
code { background: var(--soft); padding: 0 .25em; border-radius: 3px; font-size: .9em }
svg { width: 100%; height: auto }
"""

_IMAGE = re.compile(rf'<img src="{re.escape(DIAGRAM)}"[^>]*>')
_PAGE_LINK = re.compile(r'href="(?P<page>\w+)\.md(?:#(?P<anchor>[^"]+))?"')


def site() -> str:
    """The page: all pages of the reference below each other, links among them turned into links within it."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    written = pages()
    names = {name: _page_id(name) for name in written}
    titles = {name: text.partition("\n")[0].removeprefix("# ") for name, text in written.items()}
    sections = [
        f'<section id="{names[name]}">\n{_PAGE_LINK.sub(_within, markdown.render(text))}</section>'
        for name, text in written.items()
    ]
    body = _IMAGE.sub(lambda _: diagram(), "\n".join(sections))
    links = "".join(
        f'<a href="#{names[name]}">{escape("Start" if name == "README.md" else title)}</a>'
        for name, title in titles.items()
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(titles['README.md'])}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<nav>{links}</nav>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _page_id(name: str) -> str:
    return f"page-{name.removesuffix('.md').casefold()}"


def _within(link: re.Match[str]) -> str:
    return f'href="#{link["anchor"] or _page_id(link["page"])}"'


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(site(), "utf-8")
