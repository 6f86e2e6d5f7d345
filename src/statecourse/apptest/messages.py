"""What the judge and the app in a worker say to each other."""

from __future__ import annotations

import msgspec

from statecourse.codec.values import Value  # noqa: TC001  # msgspec reads the annotations
from statecourse.sandbox.messages import Trouble

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
    """The server was started in the folder above the app's."""
    settings: dict[str, bool | int | str] = {}
    repeatable: bool = False
    """Whether the app's random numbers are to be the same each time, as where two apps are compared."""


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
    """Whether *Clear cache* of the menu comes first; live sessions only."""
    closes_dialog: bool = False
    """Whether the dialog's ✕ is all that is clicked, which runs only what was asked for; live sessions only."""
    page_name: str = ""
    """The page that a session is opened at, as its address calls it; live sessions only."""
    clears: list[str] = []
    """The widgets whose form is sent, and clears itself then."""


class RunTogether(msgspec.Struct, frozen=True, tag=True):
    """Run several live sessions at the same moment. Answered by `Pages`.

    With ``in_turns`` their threads take turns by the next plan of a race; see `seam.turns`.
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
    """Put a file into the app's folder, or delete it where ``data`` is None. Answered by `Returned`."""

    name: str
    data: bytes | None


class ReadFiles(msgspec.Struct, frozen=True, tag=True):
    """Read the files in the app's folder. Answered by `Files`."""


class RunTests(msgspec.Struct, frozen=True, tag=True):
    """Run the tests in ``script``. Answered by any number of `Run` and `Call`, and at last by `Tested`.

    What a test does with the ``app`` is asked back, as the app is another worker's. Each is to be
    answered as a worker would. Both files are named relative to the folder. ``all``: also after one has failed.
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
    """The first values of the widgets that the run was to clear."""


class Left(msgspec.Struct, frozen=True):
    """The session's state after a run without a page, as a `Page` has it."""

    state: list[tuple[str, Value]]
    widgets: list[WidgetValue]
    testing: list[tuple[str, Value]]


class RanOn(msgspec.Struct, frozen=True, tag=True):
    """The run went past its time, and ``left`` this."""

    message: str
    left: Left | None = None


class HeldUp(msgspec.Struct, frozen=True, array_like=True):
    """Which of the sessions waited before a line while the others went on; the file is relative to the app's folder."""

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
    """Whether the script compiles."""

    error: CompileError | None = None


class Files(msgspec.Struct, frozen=True, tag=True):
    """The files in the app's folder, by their names within it."""

    files: dict[str, bytes]


class Outcome(msgspec.Struct, frozen=True, array_like=True):
    """What came of one test, and what it said where it failed. All of it is the word of a stranger."""

    name: str
    passed: bool
    said: str = ""


class Tested(msgspec.Struct, frozen=True, tag=True):
    """The tests that ran to their end, or could not begin; without those that were skipped."""

    tests: list[Outcome]


Reply = Page | Pages | Opened | Returned | Parsed | Files | Tested | Run | Call | RanOn | Trouble
"""`Run` and `Call` come from tests, see `RunTests`."""

Answer = Page | Returned | RanOn | Trouble
"""What tests are told of the app that they asked something of."""
