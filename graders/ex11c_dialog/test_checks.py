"""Checks of ex11c_dialog."""

from statecourse.checks import App, Inputs, expect, needs, number_after, widget


def test_opens(app: App) -> None:
    """The app opens without an exception."""
    app.run()
    expect(app).to_run()


@needs("test_opens")
def test_counts_likes(app: App, inputs: Inputs) -> None:
    """Each click on “Like” adds one."""
    clicks = inputs.number(2, 5)
    app.run()
    for _ in range(clicks):
        widget(app, "Like").click().run()
    expect(number_after(app, "Likes"), "the number of likes").to_be(clicks)
