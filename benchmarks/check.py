"""One check in the sandbox, on stock AppTest, and on the bare floor: ``python benchmarks/check.py``.

All three open the same app and click three times, in this one process, which has Streamlit loaded. Stock
AppTest scans all installed packages for components in each instance. The floor shares that scan between
instances and isolates nothing: no process, no copy of the folder, no limits.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import in_turn, row, shown, solved_course
from streamlit.testing.v1 import AppTest

from statecourse.app.app import App
from statecourse.app.server import bench
from statecourse.apptest.app_session import components
from statecourse.course.limits import Limits
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from statecourse.sandbox.sandbox import Sandbox

ROUNDS = 60
CLICKS = 3


def main() -> None:
    """Measure, and print two rows."""
    logging.disable(logging.CRITICAL)
    sandbox = AppSandbox()
    with tempfile.TemporaryDirectory() as temporary:
        app = solved_course(Path(temporary) / "course") / "solutions" / "ex01a_likes" / "app.py"
        sides = {
            "sandboxed": lambda: sandboxed(app, sandbox),
            "stock": lambda: click(AppTest.from_file(str(app), default_timeout=30).run()),
            "floor": lambda: floor(app),
        }
        taken = in_turn(sides, ROUNDS)
    sandbox.close()
    told = {name: shown(seconds) for name, seconds in taken.items()}
    row(
        "a sandboxed check against the same one on stock AppTest, both warm",
        f"{told['sandboxed']} : {told['stock']}",
        f"{taken['sandboxed'] / taken['stock']:.2f}",
        "at most 0.35",
    )
    row(
        "a sandboxed check against the bare floor: warm, shared, not isolated",
        f"{told['sandboxed']} : {told['floor']}",
        f"{taken['sandboxed'] / taken['floor']:.2f}",
        "at most 3",
    )


def click(app: AppTest) -> None:
    """Click as often as a check does, and look."""
    for _ in range(CLICKS):
        app.button[0].click().run()
    if app.markdown[0].value != f"Likes: {CLICKS}":
        raise AssertionError(app.markdown[0].value)


def sandboxed(script: Path, sandbox: Sandbox) -> None:
    """A worker of its own, confined, in a copy of the folder; ended and deleted afterwards."""
    with bench(sandbox, Limits(run_seconds=30)):
        click(App(script, default_timeout=30).run())


def floor(script: Path) -> None:
    """An AppTest that shares the scan for components with all others."""
    app = AppTest.from_file(str(script), default_timeout=30)
    app._bidi_component_manager = components(at_once=True)
    click(app.run())


if __name__ == "__main__":
    main()
