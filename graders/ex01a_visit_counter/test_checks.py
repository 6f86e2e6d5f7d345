"""Checks of ex01a: a count that outlives a run."""

import ast

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    click,
    enter,
    expect,
    names_in,
    needs,
    note,
    number_after,
    own_keys,
    widget,
)


def runs_shown(app: App) -> int | float | None:
    """The number after “Runs so far”."""
    return number_after(app, "Runs so far")


def kept(app: App) -> list[int]:
    """The numbers that the app itself keeps in session state."""
    values = [app.session_state[key] for key in own_keys(app)]
    return sorted({value for value in values if type(value) is int})


def test_opens(app: App) -> None:
    """The app opens without an exception."""
    app.run()
    expect(app).to_run()


@needs("test_opens")
def test_starts_at_one(app: App) -> None:
    """When the page is opened, it shows “Runs so far: 1”."""
    app.run()
    widget(app, "Wave")
    widget(app, "Your name")
    expect(runs_shown(app), "the number of runs").to_be(1)


@needs("test_starts_at_one")
def test_counts_a_click(app: App, source: ast.Module) -> None:
    """A click on “Wave” adds one."""
    app.run()
    widget(app, "Wave").click().run()
    expect(runs_shown(app), "the number of runs").to_be(2)
    note(bool(own_keys(app)), "whether session state keeps anything")
    note(kept(app), "the numbers in session state")
    note(sorted({"session_state", "query_params"} & names_in(source)), "where the app could keep something")
    note(any(isinstance(node, ast.Assign) for node in ast.walk(source)), "whether a variable is set")


@needs("test_counts_a_click")
def test_counts_typing(app: App, inputs: Inputs) -> None:
    """Typing a name adds one, too."""
    app.run()
    widget(app, "Your name").input(inputs.name()).run()
    expect(runs_shown(app), "the number of runs").to_be(2)


@needs("test_counts_a_click")
def test_keeps_counting(app: App, inputs: Inputs) -> None:
    """It goes on counting, however often something is clicked or typed."""
    clicks, names = inputs.number(3, 6), inputs.names(2)
    app.run()
    for _ in range(clicks):
        widget(app, "Wave").click().run()
        note(runs_shown(app), "the number of runs")
    for name in [*names, ""]:
        widget(app, "Your name").input(name).run()
    widget(app, "Wave").click().run()
    expect(runs_shown(app), "the number of runs").to_be(1 + clicks + len(names) + 2)


@needs("test_counts_a_click")
def test_each_tab_counts_for_itself(app: App) -> None:
    """A second tab begins at 1 again."""
    app.run()
    widget(app, "Wave").click().run()
    second = app.new_session().run()
    expect(runs_shown(second), "the number of runs in the second tab").to_be(1)


@needs("test_keeps_counting", "test_each_tab_counts_for_itself")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever visitors do, in any order, each sees the number of their own runs."""
    actions = [click("Wave"), enter("Your name", Inputs.name)]
    walk(actions, lambda app: {"the number of runs": runs_shown(app)})
