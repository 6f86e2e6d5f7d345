"""Checks of ex01a: a count that outlives a run."""

from statecourse.checks import App, Inputs, expect, needs, note, number_after, own_keys, widget


def test_opens(app: App) -> None:
    """The app opens without an exception."""
    app.run()
    expect(app).to_run()


@needs("test_opens")
def test_starts_at_zero(app: App) -> None:
    """When the page is opened, it shows “Likes: 0”."""
    app.run()
    expect(number_after(app, "Likes"), "the number of likes").to_be(0)


@needs("test_starts_at_zero")
def test_counts_likes(app: App, inputs: Inputs) -> None:
    """Each click on “Like” adds one."""
    clicks = inputs.number(2, 5)
    app.run()
    for _ in range(clicks):
        widget(app, "Like").click().run()
    note(bool(own_keys(app)), "whether session state keeps anything")
    expect(number_after(app, "Likes"), "the number of likes").to_be(clicks)


@needs("test_counts_likes")
def test_each_tab_counts_for_itself(app: App) -> None:
    """A second tab begins at 0."""
    app.run()
    widget(app, "Like").click().run()
    second = app.new_session().run()
    expect(number_after(second, "Likes"), "the number of likes in the second tab").to_be(0)
