"""A headless Chromium, driven over its debugging pipe: what a page shows, says and asks for, with no library and no
port in between."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

COMMAND = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
"""Chromium where it is installed."""

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --no-default-browser-check "
    "--disable-background-networking --disable-component-update --disable-sync --disable-extensions --hide-scrollbars "
    "--remote-debugging-pipe"
).split()
_SECONDS = 60.0


class Browser:
    """One tab. ``events`` holds all that the tab reported so far, as (method, parameters); use as a context manager."""

    def __init__(self, profile: Path) -> None:
        assert COMMAND
        self.events: list[tuple[str, dict[str, Any]]] = []
        self._profile = profile
        self._last = 0
        self._held = b""
        self._session = ""

    def __enter__(self) -> Self:
        assert COMMAND
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        # Chromium reads file 3 and writes file 4.
        command = f'exec "$@" 3</dev/fd/{theirs_in} 4>/dev/fd/{theirs_out}'
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", command, "sh", COMMAND, *_FLAGS, f"--user-data-dir={self._profile}", "about:blank"],
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._to)
        self._process.terminate()
        self._process.wait(_SECONDS)
        os.close(self._from)

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """The answer to a method of the DevTools protocol; what happens meanwhile goes to ``events``."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            received = self._message()
            if received.get("id") == self._last:
                assert "error" not in received, received["error"]
                answer: dict[str, Any] = received["result"]
                return answer
            if "method" in received:
                self.events.append((received["method"], received["params"]))

    def open(self, page: Path | str, *, width: int = 1280, height: int = 900, dark: bool = False) -> None:
        """Show a file or an address, in a window of that size (CSS pixels), to a user who likes it light or dark."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        del self.events[:]
        self.call("Page.navigate", url=page if isinstance(page, str) else page.absolute().as_uri())
        limit = time.monotonic() + _SECONDS
        while self.script("document.readyState") != "complete" or self.script("location.href") == "about:blank":
            assert time.monotonic() < limit, "the page does not load"

    def script(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page answers
        """The value of a JavaScript expression on the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def key(self, name: str, code: int) -> None:
        """Press and release a key, such as ``Tab`` (9)."""
        extra = {"text": "\r"} if name == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code,
                **(extra if kind == "keyDown" else {}),
            )  # fmt: skip

    def hover(self, selector: str) -> None:
        """Move the mouse onto the first line of an element."""
        box = self.script(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center'});"
            " const r = e.getClientRects()[0]; return [r.left + 4, r.top + r.height / 2]; })()"
        )
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])

    def picture(self, file: Path) -> None:
        """Write what is to be seen, as PNG."""
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def _message(self) -> dict[str, Any]:
        limit = time.monotonic() + _SECONDS
        while b"\0" not in self._held:
            ready, _, _ = select.select([self._from], [], [], max(0.0, limit - time.monotonic()))
            assert ready, "the browser does not answer"
            read = os.read(self._from, 1 << 20)
            assert read, "the browser has ended"
            self._held += read
        message, _, self._held = self._held.partition(b"\0")
        received: dict[str, Any] = json.loads(message)
        return received
