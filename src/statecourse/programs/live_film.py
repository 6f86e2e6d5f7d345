"""An app as ``streamlit run`` serves it, live, and its film beside it, renewed with each interaction.

Started as a process of its own (``python -m statecourse.programs.live_film``): it runs the learner's own app, with the
learner's own rights, as ``streamlit run`` does, so nothing of it is in the process that was asked for it.
"""

from __future__ import annotations

import contextlib
import io
import json
import socket
import sys
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.web.bootstrap import load_config_options, run

from statecourse.film.camera import Camera
from statecourse.film.story import Shot, story_of
from statecourse.film.viewer import live_page
from statecourse.runtime.run_observer import begin_run

_AT_MOST = 60
"""Runs that are kept; the oldest go first."""


class _Heard(io.TextIOBase):
    """Hands on what is printed, and keeps it for the film."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._text = ""

    def write(self, text: str) -> int:
        self._text = (self._text + text)[-4_000:]
        return int(self._stream.write(text))

    def flush(self) -> None:
        self._stream.flush()

    def heard(self) -> str:
        heard, self._text = self._text, ""
        return heard


class Filmed:
    """The app, what was filmed of it, and the tabs that it is open in."""

    def __init__(self, script: Path) -> None:
        self.script = script
        self.folder = script.parent
        self.shots: list[Shot] = []
        self.number = 0
        self.tabs: dict[str, int] = {}
        self.labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._lock = threading.Lock()

    def own_words(self, text: str) -> str:
        """No path of it is anybody else's."""
        return text

    def add(self, session: str, did: str, camera: Camera) -> None:
        """Keep what a session's runs were."""
        with self._lock:
            tab = self.tabs.setdefault(session, len(self.tabs))
            self.shots = [*self.shots, Shot(tab, [did], camera.taken())][-_AT_MOST:]
            self.number += 1

    def story(self) -> bytes:
        """The film so far as JSON."""
        return json.dumps(story_of(self, self.script.name, self.script.name)).encode()


class Runner(ScriptRunner):
    """Streamlit's runner, filmed."""

    filmed: ClassVar[Filmed]
    printed: ClassVar[_Heard]

    def _run_script(self, rerun_data: Any) -> None:
        did: list[str] = []
        labels = self.filmed.labels[self._session_id]
        camera = Camera(self.filmed.folder, self.printed.heard, lambda: did.append(_cause()), labels=labels)
        try:
            with camera.following(self):
                super()._run_script(rerun_data)
        finally:
            self.filmed.add(self._session_id, did[0] if did else "run the app", camera)


def _cause() -> str:
    """What a person did, as Streamlit has it at the beginning of a run."""
    with contextlib.suppress(Exception):  # a film without it is one, too
        first, cause = begin_run()
        return "open the app" if first else cause or "run the app again"
    return "run the app"


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _pages(filmed: Filmed, port: int) -> type[BaseHTTPRequestHandler]:
    app = f"http://127.0.0.1:{port}"

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/":
                self._answer("text/html; charset=utf-8", live_page(filmed.script.name, app).encode())
            elif self.path == "/number":
                self._answer("application/json", str(filmed.number if _answers(port) else -1).encode())
            elif self.path == "/film":
                self._answer("application/json", filmed.story())
            else:
                self.send_error(404)

        def _answer(self, kind: str, data: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Cache-Control", "no-store")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    return Pages


def main() -> None:
    """Serve ``SCRIPT APP_PORT PAGE_PORT`` until the process is ended."""
    script, app_port, page_port = Path(sys.argv[1]).resolve(), int(sys.argv[2]), int(sys.argv[3])
    Runner.filmed, Runner.printed = Filmed(script), _Heard(sys.stdout)
    sys.stdout = Runner.printed
    app_session.ScriptRunner = Runner  # type: ignore[attr-defined]
    pages = ThreadingHTTPServer(("127.0.0.1", page_port), _pages(Runner.filmed, app_port))
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    options = {
        "server.port": app_port,
        "server.address": "127.0.0.1",
        "server.headless": True,
        "server.runOnSave": True,
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "developer",
    }
    named = {name.replace(".", "_"): value for name, value in options.items()}
    load_config_options(flag_options=named)
    sys.argv[:] = [str(script)]
    run(str(script), False, [], named)  # noqa: FBT003  # Streamlit's own signature


if __name__ == "__main__":
    main()
