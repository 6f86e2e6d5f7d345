"""Hidden checks of ex01a."""

from statecourse.checks import App, Inputs, expect, needs, number_after, widget


@needs("test_counts_likes")
def test_counts_beside_typing(app: App, inputs: Inputs) -> None:
    """Typing a name adds nothing."""
    app.run()
    widget(app, "Like").click().run()
    widget(app, "Name").input(inputs.name()).run()
    expect(number_after(app, "Likes"), "the number of likes").to_be(
        1, misconception={2: "counts_in_display"}
    )
