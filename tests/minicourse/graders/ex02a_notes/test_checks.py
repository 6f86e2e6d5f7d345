"""Checks of ex02a: notes in a file."""

from statecourse.checks import App, Inputs, expect, needs, number_after, widget


def save(app: App, note: str) -> None:
    """Type a note and save it."""
    widget(app, "Note").input(note)
    widget(app, "Save").click().run()


def test_opens(app: App) -> None:
    """The app opens without an exception."""
    app.run()
    expect(app).to_run()


@needs("test_opens")
def test_begins_empty(app: App) -> None:
    """At first there are no notes."""
    app.run()
    expect(number_after(app, "Notes"), "the number of notes").to_be(0)


@needs("test_begins_empty")
def test_keeps_a_note(app: App, inputs: Inputs) -> None:
    """Two notes are both kept."""
    app.run()
    for note in inputs.words(2):
        save(app, note)
    expect(number_after(app, "Notes"), "the number of notes").to_be(2)


@needs("test_keeps_a_note")
def test_outlives_a_restart(app: App, inputs: Inputs) -> None:
    """A note is still there after the server was stopped and started again."""
    app.run()
    save(app, inputs.word())
    app.restart().run()
    expect(number_after(app, "Notes"), "the number of notes").to_be(1)
