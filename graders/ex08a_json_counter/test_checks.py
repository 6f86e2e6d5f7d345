"""Checks of ex08a: a count of one tab, and one of everybody that lives in a file."""

import ast

from statecourse.checks import (
    App,
    CheckFailed,
    Damage,
    Inputs,
    Walk,
    click,
    damages,
    enter,
    expect,
    needs,
    number_after,
    press_enter,
    race,
    why_lost,
    widget,
)

FILES = ("counter.json", "counter.db")


def begin(app: App) -> App:
    """Open the app as if for the first time: files that stayed from trying it out are gone."""
    for name in app.read_files():
        if name.startswith("counter.") and not name.endswith(".py"):
            app.delete_file(name)
    return app.run()


def click_count(app: App, times: int) -> None:
    """Click on “Count”."""
    for _ in range(times):
        widget(app, "Count", in_form=True).click().run()


def mine(app: App) -> int | float | None:
    """The number after “This session”."""
    return number_after(app, "This session")


def everyone(app: App) -> int | float | None:
    """The number after “Everyone”."""
    return number_after(app, "Everyone")


def counter_of(app: App) -> str:
    """The file of the count. Fails the check where it is not there."""
    found = [name for name in app.read_files() if name in FILES]
    if not found:
        text = "the count of everyone is in no file of the name asked for"
        raise CheckFailed(text, expected="the file counter.json or counter.db beside app.py")
    return found[0]


def why_stopped(damage: Damage) -> str:
    """Which misconception ends in an exception where a file is damaged in this way."""
    return "any_json_will_do" if damage.kind == "other" else "stops_when_damaged"


def test_opens(app: App) -> None:
    """The app opens without an exception, also where there is no file yet."""
    begin(app)
    widget(app, "Count", in_form=True)
    widget(app, "Your name", in_form=True)
    expect(app).to_run()


@needs("test_opens")
def test_begins_at_zero(app: App) -> None:
    """When the page is opened for the first time, both counts are 0."""
    begin(app)
    expect(mine(app), "the count of this session").to_be(0)
    expect(everyone(app), "the count of everyone").to_be(0)


@needs("test_opens")
def test_counts_clicks(app: App, inputs: Inputs) -> None:
    """Each click on “Count” adds one to both, and is seen at once."""
    begin(app)
    before, clicks = everyone(app) or 0, inputs.number(3, 6)
    click_count(app, clicks)
    expect(mine(app), "the count of this session").to_be(clicks)
    expect(everyone(app), "the count of everyone").to_be(before + clicks)


@needs("test_counts_clicks")
def test_counts_nothing_else(app: App, inputs: Inputs) -> None:
    """Typing a name, or opening another tab, adds nothing."""
    begin(app)
    click_count(app, 1)
    before = everyone(app)
    for name in inputs.names(2):
        press_enter(app, "Your name", name)
    expect(mine(app), "the count of this session").to_be(1)
    expect(everyone(app), "the count of everyone").to_be(before)
    second = app.new_session().run()
    expect(everyone(second), "the count of everyone").to_be(before)


@needs("test_counts_nothing_else")
def test_each_tab_counts_for_itself(app: App, inputs: Inputs) -> None:
    """Every tab begins with “This session: 0”, and only clicks in that tab add to it."""
    clicks = inputs.number(2, 5)
    begin(app)
    second = app.new_session().run()
    click_count(app, clicks)
    click_count(second, 1)
    expect(mine(second), "the count of the second tab").to_be(1)
    widget(app, "Your name", in_form=True).input(inputs.name()).run()
    expect(mine(app), "the count of the first tab").to_be(clicks)


@needs("test_counts_nothing_else")
def test_all_tabs_count_together(app: App, inputs: Inputs) -> None:
    """“Everyone” has the clicks of all tabs."""
    clicks = inputs.number(2, 5)
    begin(app)
    before, second = everyone(app) or 0, app.new_session().run()
    click_count(app, clicks)
    click_count(second, 1)
    expect(everyone(second), "the count of everyone in the second tab").to_be(before + clicks + 1)
    widget(app, "Your name", in_form=True).input(inputs.name()).run()
    expect(everyone(app), "the count of everyone in the first tab").to_be(before + clicks + 1)


@needs("test_counts_nothing_else")
def test_survives_a_restart(app: App, inputs: Inputs) -> None:
    """After the server was stopped and started, “Everyone” goes on, and “This session” begins anew."""
    begin(app)
    click_count(app, inputs.number(2, 5))
    before = everyone(app) or 0
    app.restart().run()
    expect(everyone(app), "the count of everyone").to_be(before)
    expect(mine(app), "the count of this session").to_be(0)
    click_count(app, 1)
    expect(everyone(app), "the count of everyone").to_be(before + 1)


@needs("test_survives_a_restart")
def test_keeps_the_file_beside_the_app(app: App, inputs: Inputs) -> None:
    """The file lies beside `app.py`, from wherever the server was started."""
    begin(app)
    click_count(app, inputs.number(2, 5))
    before = everyone(app) or 0
    app.restart(elsewhere=True).run()
    expect(everyone(app), "the count of everyone").to_be(before)
    click_count(app, 1)
    app.restart().run()
    expect(everyone(app), "the count of everyone").to_be(before + 1)


@needs("test_survives_a_restart")
def test_begins_anew_with_a_damaged_file(app: App) -> None:
    """An empty or a damaged file counts as 0, and counting goes on from there."""
    begin(app)
    click_count(app, count := 2)
    for damage in damages(app, lambda: counter_of(app)):
        expect(app.run()).to_run(misconception=why_stopped(damage))
        # Where some of it is still there, the app may read a smaller number from it.
        expect(everyone(app), "the count of everyone").to_be_one_of(
            range(count + 1) if damage.partial else [0]
        )
        count = int(everyone(app) or 0) + 2
        click_count(app, 2)
        expect(app).to_run(misconception=why_stopped(damage))
        expect(everyone(app), "the count of everyone").to_be(count)
    expect(everyone(app.restart().run()), "the count of everyone, after a restart").to_be(count)


@needs("test_all_tabs_count_together", "test_begins_anew_with_a_damaged_file")
def test_loses_no_click(live_app: App, inputs: Inputs, source: ast.Module) -> None:
    """Clicks at the same moment in several tabs all count."""
    begin(live_app)
    tabs = [live_app, *(live_app.new_session().run() for _ in range(3))]
    for tab, name in zip(tabs, inputs.names(4), strict=True):
        widget(tab, "Your name", in_form=True).input(name).run()
    clicks = race(tabs, lambda tab: widget(tab, "Count", in_form=True).click(), deadlock="locks_in_a_circle")
    for clicked in clicks:
        for tab in tabs:
            expect(tab).to_run(misconception=why_lost(source))
        expect(everyone(tabs[-1]), "the count of everyone").to_be(3 * clicked, misconception=why_lost(source))
        expect(mine(live_app), "the count of the first tab").to_be(clicked)
    expect(everyone(live_app.restart().run()), "the count of everyone").to_be(3 * clicked)


@needs("test_survives_a_restart")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever visitors do, in any order and with restarts between, both counts are right."""
    walk(
        [click("Count", in_form=True), enter("Your name", Inputs.name, in_form=True)],
        lambda app: {"the count of this session": mine(app), "the count of everyone": everyone(app)},
        restarts=True,
        begin=begin,
    )
