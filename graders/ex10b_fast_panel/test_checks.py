"""Checks of ex10b: the panel runs alone, and the report hears of it where it should."""

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    choose,
    click,
    expect,
    needs,
    note,
    number_after,
    own_keys,
    widget,
)

WEEKS = [[19, 24, 26, 31, 33, 28, 22], [15, 17, 21, 20, 26, 29, 30], [27, 35, 38, 36, 32, 25, 23]]
LABELS = ["Runs", "Week", "Limit in use", "Hot days", "Days above", "Tries", "Limit"]


def days(week: int, limit: int) -> int:
    """How many days of a week, from 1 on, are above a limit."""
    return sum(temperature > limit for temperature in WEEKS[(week - 1) % len(WEEKS)])


def try_out(app: App, limit: int) -> None:
    """Set the limit in the panel."""
    widget(app, "Limit").set_value(limit).run()
    expect(app).to_run()


def press(app: App, label: str) -> None:
    """Click on a button."""
    widget(app, label).click().run()
    expect(app).to_run()


def some(inputs: Inputs, count: int) -> list[int]:
    """Different limits, none of them the initial one."""
    return inputs.sample([limit for limit in range(10, 40) if limit != 25], count)


def expect_panel(app: App, week: int, limit: int, tries: int) -> None:
    """Have the panel show this."""
    expect(widget(app, "Limit").value, "the limit in the panel").to_be(limit)
    expect(number_after(app, "Days above"), "“Days above”").to_be(days(week, limit))
    expect(number_after(app, "Tries"), "“Tries”").to_be(tries)


def expect_report(app: App, week: int, used: int) -> None:
    """Have the report show this."""
    expect(number_after(app, "Week"), "“Week”").to_be(week)
    expect(number_after(app, "Limit in use"), "“Limit in use”").to_be(used)
    expect(number_after(app, "Hot days"), "“Hot days”").to_be(days(week, used))


def test_opens(app: App) -> None:
    """The app opens with the first week, and 25 in the panel and in the report."""
    app.run()
    expect(app).to_run()
    widget(app, "Use it")
    widget(app, "Next week")
    expect(number_after(app, "Runs"), "“Runs”").to_be(1)
    expect_panel(app, 1, 25, 0)
    expect_report(app, 1, 25)
    note(len(own_keys(app)), "how many keys the app has of its own")


@needs("test_opens")
def test_panel_follows_at_once(app: App, inputs: Inputs) -> None:
    """Each change of the limit shows in the panel at once, and is counted."""
    app.run()
    for tries, limit in enumerate((*some(inputs, 2), 0), 1):
        try_out(app, limit)
        expect_panel(app, 1, limit, tries)
    expect_report(app, 1, 25)


@needs("test_panel_follows_at_once")
def test_panel_runs_alone(app: App, inputs: Inputs) -> None:
    """A change of the limit does not run the whole script."""
    app.run()
    for limit in some(inputs, 3):
        try_out(app, limit)
        expect(number_after(app, "Runs"), "“Runs”").to_be(1)
    app.run()
    expect(number_after(app, "Runs"), "“Runs” after another run of the whole script").to_be(2)


@needs("test_panel_follows_at_once")
def test_report_hears_of_it(app: App, inputs: Inputs) -> None:
    """“Use it” takes the limit over into the report at once, each time."""
    app.run()
    for limit in (*some(inputs, 2), 0):
        try_out(app, limit)
        press(app, "Use it")
        expect_report(app, 1, limit)


@needs("test_report_hears_of_it")
def test_only_used_limits_get_there(app: App, inputs: Inputs) -> None:
    """A limit that is only tried out never gets into the report, and one that is used stays there."""
    used, tried = some(inputs, 2)
    app.run()
    try_out(app, used)
    press(app, "Use it")
    try_out(app, tried)
    app.run()
    expect_report(app, 1, used)
    press(app, "Next week")
    expect_report(app, 2, used)


@needs("test_panel_follows_at_once")
def test_counts_nothing_but_tries(app: App, inputs: Inputs) -> None:
    """Other clicks are no tries."""
    app.run()
    limit = some(inputs, 1)[0]
    try_out(app, limit)
    press(app, "Use it")
    press(app, "Use it")
    press(app, "Next week")
    app.run()
    expect(number_after(app, "Tries"), "“Tries”").to_be(1)


@needs("test_panel_follows_at_once")
def test_next_week(app: App, inputs: Inputs) -> None:
    """“Next week” shows the next week everywhere at once, and leaves the limit and the tries; after the last comes the first."""
    app.run()
    limit = some(inputs, 1)[0]
    try_out(app, limit)
    for week in (2, 3, 1):
        press(app, "Next week")
        expect_report(app, week, 25)
        expect_panel(app, week, limit, 1)


@needs("test_panel_follows_at_once")
def test_each_visitor_has_a_panel(app: App, inputs: Inputs) -> None:
    """A second visitor begins with the first week, and 25 everywhere."""
    app.run()
    try_out(app, some(inputs, 1)[0])
    press(app, "Use it")
    press(app, "Next week")
    other = app.new_session().run()
    expect(other).to_run()
    expect_panel(other, 1, 25, 0)
    expect_report(other, 1, 25)


@needs(
    "test_panel_runs_alone",
    "test_only_used_limits_get_there",
    "test_counts_nothing_but_tries",
    "test_next_week",
)
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever is tried out and used, in any order, panel and report show what they should."""
    walk([choose("Limit", range(15, 36, 2)), click("Use it"), click("Next week")], look)


def look(app: App) -> dict[str, object]:
    """All numbers but the runs: how many a click on “Use it” takes is left open."""
    shown = {f"“{label}”": number_after(app, label) for label in LABELS[1:-1]}
    return shown | {"the limit in the panel": widget(app, "Limit").value}
