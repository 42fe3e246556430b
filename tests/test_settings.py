"""Settings of the server are declared once: command line, environment, settings and workers agree on every one."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from unmandates.answers.site_terms import SiteTerms
from unmandates.cli import app
from unmandates.server import lifecycle
from unmandates.server.settings import Option, Settings
from unmandates.sizes import as_size, size

OPTIONS = {option.setting: option for option in Settings.options()}

OTHERS: dict[str, tuple[str, Any]] = {
    "data": ("elsewhere", Path("elsewhere")),
    "host": ("::1", "::1"),
    "port": ("0", 0),
    "base": ("https://example.org/", "https://example.org/"),
    "root_path": ("/un/", "/un"),
    "licence": ("https://example.org/licence", "https://example.org/licence"),
    "text_licence": ("as printed", "as printed"),
    "publisher": ("A library", "A library"),
    "texts": ("", False),
    "workers": ("8", 8),
    "deadline": ("2.5", 2.5),
    "memory": ("512M", 512 << 20),
    "max_rows": ("10", 10),
    "max_bytes": ("64K", 64 << 10),
    "queue": ("3", 3),
    "connections": ("7", 7),
    "proxies": ("10.0.0.0/8, 127.0.0.1", "10.0.0.0/8,127.0.0.1"),
    "log_requests": ("", True),
    "sandboxed": ("", False),
}
"""For each setting that people give, a value other than the default: as written, and as read."""


def served(monkeypatch: pytest.MonkeyPatch, *arguments: str, **environment: str) -> Settings:
    """The settings with which the command would serve."""
    found: list[Settings] = []
    monkeypatch.setattr(lifecycle, "run", found.append)
    result = CliRunner().invoke(app, ["serve", *arguments], env=environment)
    assert result.exit_code == 0, result.output
    (settings,) = found
    return settings


def test_every_setting_is_tried() -> None:
    assert OTHERS.keys() == OPTIONS.keys()
    assert len(OPTIONS) == 19


def test_the_command_has_the_defaults_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert served(monkeypatch) == Settings()


@pytest.mark.parametrize("option", OPTIONS.values(), ids=lambda option: option.name)
def test_an_option_sets_its_setting_and_no_other(monkeypatch: pytest.MonkeyPatch, option: Option) -> None:
    written, value = OTHERS[option.setting]
    changed = dataclasses.replace(Settings(), **{option.setting: value})
    assert changed != Settings()
    assert served(monkeypatch, option.name, *([written] if written else [])) == changed
    if option.variable:
        assert served(monkeypatch, **{option.variable: written or "1"}) == changed
    else:
        assert option.name == "--no-sandbox"


def test_the_help_states_the_defaults() -> None:
    shown = " ".join(
        CliRunner().invoke(app, ["serve", "--help"], env={"COLUMNS": "4000", "TERM": "dumb"}).output.split()
    )
    for option in OPTIONS.values():
        assert option.name in shown
        assert " ".join(option.help.split()) in shown
        if option.variable:
            assert re.search(rf"env var: {option.variable}\b", shown)
        if option.default and option.kind is not bool:
            assert re.search(rf"{option.name} .*?default: {re.escape(str(option.default))}[;\]]", shown), option


def test_the_default_that_people_read_is_the_default() -> None:
    for option in OPTIONS.values():
        assert option.read(option.default) == getattr(Settings(), option.setting)


def test_workers_are_given_the_settings() -> None:
    settings = dataclasses.replace(
        Settings(), workers=8, deadline=2.5, memory=512 << 20, max_rows=10, max_bytes=64 << 10, queue=3, sandboxed=False
    )
    publication = SiteTerms("https://example.org/")
    configuration = settings.worker_configuration(Path("store"), publication)
    assert configuration.publication == publication
    assert (configuration.memory, configuration.sandboxed) == (512 << 20, False)
    limits = configuration.limits
    assert (limits.rows, limits.bytes, limits.deadline) == (10, 64 << 10, 2.5)
    assert (settings.query_pool.workers, settings.query_pool.queue, settings.query_pool.deadline) == (8, 3, 2.5)
    assert (settings.page_pool.workers, settings.page_pool.deadline) == (4, 2.5)


@pytest.mark.parametrize("written", ["1", "1000", "64K", "512M", "3G"])
def test_sizes_are_written_as_they_are_read(written: str) -> None:
    assert as_size(size("--memory", written, 0, "")) == written
