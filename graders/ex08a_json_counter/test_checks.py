"""Checks of ex08a: a count of one tab, and one of everybody that lives in a file."""

import ast

from statecourse.checks import (
    App,
    CheckFailed,
    Inputs,
    enter,
    expect,
    needs,
    number_after,
    run_together,
    widget,
)

FILES = ("counter.json", "counter.db")
LOCKS = {"Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition"}


def begin(app: App) -> App:
    """Open the app as if for the first time: files that stayed from trying it out are gone."""
    for name in app.read_files():
        if name.startswith("counter.") and not name.endswith(".py"):
            app.delete_file(name)
    return app.run()


def click(app: App, times: int) -> None:
    """Click on “Count”."""
    for _ in range(times):
        widget(app, "Count", in_form=True).click().run()


def mine(app: App) -> int | float | None:
    """The number after “This session”."""
    return number_after(app, "This session")


def everyone(app: App) -> int | float | None:
    """The number after “Everyone”."""
    return number_after(app, "Everyone")


def damage(app: App, data: bytes) -> None:
    """Overwrite the file of the count, which must be there."""
    how = f"write no more than {data.decode()} into" if data else "empty"
    found = [name for name in app.read_files() if name in FILES]
    if not found:
        text = "the count of everyone is in no file of the name asked for"
        raise CheckFailed(text, expected="the file counter.json or counter.db beside app.py")
    for name in found:
        app.write_file(name, data, f"{how} the file “{name}”")


def parts(source: ast.AST) -> list[str]:
    """All names that a piece of a program speaks of."""
    found = [getattr(node, "id", "") or getattr(node, "attr", "") for node in ast.walk(source)]
    return [*found, *(name.name for name in ast.walk(source) if isinstance(name, ast.alias))]


def why_lost(source: ast.Module) -> str:
    """Which misconception loses clicks: where the lock is made, if there is one, tells."""
    names = parts(source)
    if not any("lock" in name.casefold() for name in names):
        return "replace_without_lock" if "replace" in names else "no_lock"
    small = [node for node in ast.walk(source) if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr)]
    if any(LOCKS & set(parts(node)) and "session_state" in parts(node) for node in small):
        return "lock_of_each_tab"
    cached = "cache_resource" in names or not LOCKS & set(names)
    return "lock_not_around_reading" if cached else "lock_of_each_run"


def test_opens(app: App) -> None:
    """The app opens without an exception, also where there is no file yet."""
    begin(app)
    widget(app, "Count", in_form=True)
    widget(app, "Your name", in_form=True)
    expect(app).to_run(misconception={"FileNotFoundError": "needs_the_file"})


@needs("test_opens")
def test_begins_at_zero(app: App) -> None:
    """When the page is opened for the first time, both counts are 0."""
    begin(app)
    expect(mine(app), "the count of this session").to_be(0)
    expect(everyone(app), "the count of everyone").to_be(0, misconception={1: "counts_runs"})


@needs("test_opens")
def test_counts_clicks(app: App, inputs: Inputs) -> None:
    """Each click on “Count” adds one to both, and is seen at once."""
    begin(app)
    before, clicks = everyone(app) or 0, inputs.number(3, 6)
    click(app, clicks)
    late = "shown_too_early"
    expect(mine(app), "the count of this session").to_be(clicks, misconception={clicks - 1: late})
    expect(everyone(app), "the count of everyone").to_be(
        before + clicks, misconception={before + clicks - 1: late}
    )


@needs("test_counts_clicks")
def test_counts_nothing_else(app: App, inputs: Inputs) -> None:
    """Typing a name, or opening another tab, adds nothing."""
    begin(app)
    click(app, 1)
    before = everyone(app)
    for name in inputs.names(2):
        enter(app, "Your name", name)
    expect(mine(app), "the count of this session").to_be(1)
    expect(everyone(app), "the count of everyone").to_be(before, misconception="counts_runs")
    second = app.new_session().run()
    expect(everyone(second), "the count of everyone").to_be(before, misconception="counts_runs")


@needs("test_counts_nothing_else")
def test_each_tab_counts_for_itself(app: App, inputs: Inputs) -> None:
    """Every tab begins with “This session: 0”, and only clicks in that tab add to it."""
    clicks = inputs.number(2, 5)
    begin(app)
    second = app.new_session().run()
    click(app, clicks)
    click(second, 1)
    expect(mine(second), "the count of the second tab").to_be(1, misconception="session_shared")
    widget(app, "Your name", in_form=True).input(inputs.name()).run()
    expect(mine(app), "the count of the first tab").to_be(clicks, misconception="session_shared")


@needs("test_counts_nothing_else")
def test_all_tabs_count_together(app: App, inputs: Inputs) -> None:
    """“Everyone” has the clicks of all tabs."""
    clicks = inputs.number(2, 5)
    begin(app)
    before, second = everyone(app) or 0, app.new_session().run()
    click(app, clicks)
    click(second, 1)
    expect(everyone(second), "the count of everyone in the second tab").to_be(
        before + clicks + 1, misconception="everyone_copied"
    )
    widget(app, "Your name", in_form=True).input(inputs.name()).run()
    expect(everyone(app), "the count of everyone in the first tab").to_be(
        before + clicks + 1, misconception="everyone_copied"
    )


@needs("test_counts_nothing_else")
def test_survives_a_restart(app: App, inputs: Inputs) -> None:
    """After the server was stopped and started, “Everyone” goes on, and “This session” begins anew."""
    begin(app)
    click(app, inputs.number(2, 5))
    before = everyone(app) or 0
    app.restart().run()
    expect(everyone(app), "the count of everyone").to_be(before, misconception="everyone_in_memory")
    expect(mine(app), "the count of this session").to_be(0, misconception="session_in_file")
    click(app, 1)
    expect(everyone(app), "the count of everyone").to_be(before + 1)


@needs("test_survives_a_restart")
def test_begins_anew_with_a_damaged_file(app: App) -> None:
    """An empty or a damaged file counts as 0, and counting goes on from there."""
    begin(app)
    click(app, 2)
    for data in (b"", b'{"a": [4'):
        damage(app.restart(), data)
        app.run()
        expect(app).to_run(misconception="stops_when_damaged")
        expect(everyone(app), "the count of everyone").to_be(0)
        click(app, 2)
        expect(everyone(app.restart().run()), "the count of everyone").to_be(2)


@needs("test_all_tabs_count_together", "test_begins_anew_with_a_damaged_file")
def test_loses_no_click(live_app: App, source: ast.Module) -> None:
    """Clicks at the same moment in several tabs all count."""
    begin(live_app)
    tabs = [live_app, *(live_app.new_session().run() for _ in range(3))]
    for schedule in ("in step", "one late"):
        for tab in tabs[:3]:
            widget(tab, "Count", in_form=True).click()
        run_together(*tabs, schedule=schedule)
        for tab in tabs:
            expect(tab).to_run(misconception=why_lost(source))
    expect(mine(live_app), "the count of the first tab").to_be(2)
    live_app.restart().run()
    expect(everyone(live_app), "the count of everyone").to_be(6, misconception=why_lost(source))
