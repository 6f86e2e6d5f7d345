"""Checks of ex01a: a count that outlives a run."""

from statecourse.checks import App, Inputs, expect, needs, number_after, own_keys, widget
from statecourse.walks import Walk, click, enter


def runs_shown(app: App) -> int | float | None:
    """The number after “Runs so far”."""
    return number_after(app, "Runs so far")


def stuck(app: App) -> str:
    """Why a count does not get past 1: where it is kept, and what is kept there, tells."""
    kept = [app.session_state[key] for key in own_keys(app)]
    if not kept:
        return "plain_variable"
    if 2 in kept:
        return "shown_before_counted"
    with app.aside():
        widget(app, "Your name").input("Ada").run()
    if runs_shown(app) == 2:
        return "counts_only_typing"
    return "copy_not_saved" if kept == [0] else "reset_every_run"


def test_opens(app: App) -> None:
    """The app opens without an exception."""
    app.run()
    expect(app).to_run(misconception={"AttributeError": "reads_before_init", "KeyError": "reads_before_init"})


@needs("test_opens")
def test_starts_at_one(app: App) -> None:
    """When the page is opened, it shows “Runs so far: 1”."""
    app.run()
    widget(app, "Wave")
    widget(app, "Your name")
    expect(runs_shown(app), "the number of runs").to_be(1, misconception={0: "shown_before_counted"})


@needs("test_starts_at_one")
def test_counts_a_click(app: App) -> None:
    """A click on “Wave” adds one."""
    app.run()
    widget(app, "Wave").click().run()
    seen = runs_shown(app)
    expect(seen, "the number of runs").to_be(2, misconception={1: stuck(app)} if seen == 1 else "")


@needs("test_counts_a_click")
def test_counts_typing(app: App, inputs: Inputs) -> None:
    """Typing a name adds one, too."""
    app.run()
    widget(app, "Your name").input(inputs.name()).run()
    expect(runs_shown(app), "the number of runs").to_be(2, misconception={1: "counts_only_clicks"})


@needs("test_counts_a_click")
def test_keeps_counting(app: App, inputs: Inputs) -> None:
    """It goes on counting, however often something is clicked or typed."""
    clicks, names = inputs.number(3, 6), inputs.names(2)
    app.run()
    for _ in range(clicks):
        widget(app, "Wave").click().run()
    for name in [*names, ""]:
        widget(app, "Your name").input(name).run()
    widget(app, "Wave").click().run()
    expect(runs_shown(app), "the number of runs").to_be(
        1 + clicks + len(names) + 2, misconception={1 + clicks + 1: "counts_only_clicks"}
    )


@needs("test_counts_a_click")
def test_each_tab_counts_for_itself(app: App) -> None:
    """A second tab begins at 1 again."""
    app.run()
    widget(app, "Wave").click().run()
    second = app.new_session().run()
    expect(runs_shown(second), "the number of runs in the second tab").to_be(
        1, misconception={...: "shared_by_all"}
    )


@needs("test_keeps_counting", "test_each_tab_counts_for_itself")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever visitors do, in any order, each sees the number of their own runs."""
    actions = [click("Wave"), enter("Your name", Inputs.name)]
    walk(actions, lambda app: {"the number of runs": runs_shown(app)}, misconception="set_back_for_all")
