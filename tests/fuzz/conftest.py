"""Pages that real apps made, for the tests that change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from statecourse.app.app import App
from statecourse.app.server import bench
from statecourse.course.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.sandbox.sandbox import Sandbox


@pytest.fixture(scope="session")
def record(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., object]:
    """Run an app, click something as often as asked, and keep every answer of the worker as it travelled."""

    def run(script: str, click: str = "", times: int = 0) -> tuple[Path, list[bytes]]:
        folder: Path = tmp_path_factory.mktemp("app")
        (folder / "app.py").write_text(script)
        with bench(sandbox, Limits(run_seconds=20)):
            app = App(folder / "app.py", default_timeout=20).run()
            pages = [app.page]
            for _ in range(times):
                next(button for button in app.button if button.label == click).click().run()
                pages.append(app.page)
        return folder, [msgspec.msgpack.encode(page) for page in pages]

    return run
