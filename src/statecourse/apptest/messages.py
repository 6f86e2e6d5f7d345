"""The messages between the judge and the app in a worker. What comes from a worker is checked against these types."""

from __future__ import annotations

import msgspec

from statecourse.codec.forms import Value  # noqa: TC001  # msgspec reads the annotations
from statecourse.film.reel import FilmedRun  # noqa: TC001  # msgspec reads the annotations
from statecourse.sandbox.messages import Ready, Trouble

# --- judge to worker ---------------------------------------------------------------------------


class Open(msgspec.Struct, frozen=True, tag=True):
    """Open a session of the app, as a visitor's new tab does. Answered by `Opened`.

    ``settings`` are options of Streamlit's configuration that the app's server has.
    """

    session: int
    script: str
    args: Value = None
    kwargs: Value = None
    live: bool = False
    elsewhere: bool = False
    """Whether the server is started in the folder above the app's."""
    settings: dict[str, bool | int | str] = {}
    repeatable: bool = False
    """Whether the app's random numbers are seeded, so that two apps can be compared."""
    filmed: bool = False
    """Whether each run is recorded line by line."""


class Edit(msgspec.Struct, frozen=True, array_like=True):
    """A key of session state that the check set, deleted, or whose value it changed in place."""

    key: str
    value: Value
    deleted: bool = False
    in_place: bool = False


class Run(msgspec.Struct, frozen=True, tag=True):
    """Run the script once in a session. Answered by `Page`."""

    session: int
    widgets: bytes | None
    query_params: Value
    secrets: Value
    user: Value
    context: Value
    page_hash: str
    timeout: float
    edits: list[Edit] = []
    files: list[tuple[str, str, str, bytes]] = []
    fragment_id: str = ""
    clear_cache: bool = False
    """Whether *Clear cache* of the menu is clicked first; live sessions only."""
    closes_dialog: bool = False
    """Whether only the dialog's ✕ is clicked, which runs the app only with ``on_dismiss``; live sessions only."""
    page_name: str = ""
    """The page that a session opens, by its name in the address; live sessions only."""
    clears: list[str] = []
    """The widgets whose form is sent in this run, and clears itself."""


class RunTogether(msgspec.Struct, frozen=True, tag=True):
    """Run several live sessions at the same moment. Answered by `Pages`.

    With ``in_turns`` their threads take turns by the next plan of a race; see `runtime.turns`.
    """

    runs: list[Run]
    in_turns: bool = False


class Call(msgspec.Struct, frozen=True, tag=True):
    """Call a function that the app holds, such as a ``format_func``. Answered by `Returned`."""

    handle: int
    args: list[Value]


class Parse(msgspec.Struct, frozen=True, tag=True):
    """Compile the script without running it. Answered by `Parsed`."""

    script: str


class WriteFile(msgspec.Struct, frozen=True, tag=True):
    """Put a file into the app's folder, or delete it if ``data`` is None. Answered by `Returned`."""

    name: str
    data: bytes | None


class ReadFiles(msgspec.Struct, frozen=True, tag=True):
    """Read the files in the app's folder. Answered by `Files`."""


class RunTests(msgspec.Struct, frozen=True, tag=True):
    """Run the tests in ``script``. Answered by any number of `Run` and `Call`, and at last by `Tested`.

    The app runs in another worker, so what a test does with ``app`` comes back as a request, which is answered as that worker would.
    Both files are named relative to the folder. ``all``: go on after a test has failed.
    """

    script: str
    app: str
    all: bool = False


Request = Open | Run | RunTogether | Call | Parse | WriteFile | ReadFiles | RunTests


# --- worker to judge ---------------------------------------------------------------------------


class CompileError(msgspec.Struct, frozen=True):
    """The script is not Python, or cannot be decoded."""

    type: str
    message: str
    file: str
    line: int
    text: str


class PageInfo(msgspec.Struct, frozen=True):
    """A page that the app registered; ``script`` is relative to the app's folder."""

    hash: str
    script: str
    name: str
    url: str | None


class WidgetValue(msgspec.Struct, frozen=True, array_like=True):
    """The value of a widget; of a keyed one the key, as its value is in the state already."""

    id: str
    key: str | None
    value: Value


class Page(msgspec.Struct, frozen=True, tag=True):
    """What one run left: the messages for the browser, and the session's state."""

    messages: list[bytes]
    state: list[tuple[str, Value]]
    widgets: list[WidgetValue]
    testing: list[tuple[str, Value]]
    query_params: Value
    secrets: Value
    user: Value
    page_hash: str
    pages: list[PageInfo]
    compile_error: CompileError | None = None
    printed: str = ""
    stopped: str = ""
    runs: int = 1
    cleared: list[WidgetValue] = []
    """The initial values of the widgets in ``Run.clears``."""
    film: list[FilmedRun] = []


class StateLeft(msgspec.Struct, frozen=True):
    """The session's state after a run, as a `Page` has it; for a run that has none."""

    state: list[tuple[str, Value]]
    widgets: list[WidgetValue]
    testing: list[tuple[str, Value]]


class RanOn(msgspec.Struct, frozen=True, tag=True):
    """The run took longer than its timeout. ``left`` is the state by then."""

    message: str
    left: StateLeft | None = None


class HeldUp(msgspec.Struct, frozen=True, array_like=True):
    """A session that was preempted before a line while the others went on; the file is relative to the app's folder."""

    session: int
    file: str
    line: int


class Pages(msgspec.Struct, frozen=True, tag=True):
    """The pages that `RunTogether` left, in the order of its runs."""

    pages: list[Page]
    held: list[HeldUp] = []


class Opened(msgspec.Struct, frozen=True, tag=True):
    """The session is there."""


class Returned(msgspec.Struct, frozen=True, tag=True):
    """What the called function returned, or the text of what it raised."""

    value: Value = None
    raised: str = ""


class Parsed(msgspec.Struct, frozen=True, tag=True):
    """Why the script does not compile; None if it does."""

    error: CompileError | None = None


class Files(msgspec.Struct, frozen=True, tag=True):
    """The files in the app's folder, by their names within it."""

    files: dict[str, bytes]


class Outcome(msgspec.Struct, frozen=True, array_like=True):
    """The outcome of one test, and its message if it failed. It is not to be trusted: the student's test may have sent it."""

    name: str
    passed: bool
    said: str = ""


class Tested(msgspec.Struct, frozen=True, tag=True):
    """The tests that ran to their end, or could not begin; without those that were skipped."""

    tests: list[Outcome]


Reply = Ready | Page | Pages | Opened | Returned | Parsed | Files | Tested | Run | Call | RanOn | Trouble
"""`Run` and `Call` come from tests, see `RunTests`."""

Answer = Page | Returned | RanOn | Trouble
"""What a test gets for a `Run` or `Call`."""
