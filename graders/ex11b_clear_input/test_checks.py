"""Checks of ex11b: a sent note leaves an empty box, and one that is taken back fills it."""

import re

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    action,
    click,
    expect,
    fill,
    needs,
    number_after,
    page_text,
    widget,
)

Note = tuple[str, bool]


def press(app: App, label: str) -> None:
    """Click on a button."""
    widget(app, label, in_form=True).click().run()
    expect(app).to_run()


def write(app: App, note: Note) -> None:
    """Type a text, and switch “Urgent” on or off; in a form both wait there."""
    for label, value in zip(("Note", "Urgent"), note, strict=True):
        fill(app, label, value)


def send(app: App, note: Note) -> None:
    """Fill in a note, and send it."""
    write(app, note)
    press(app, "Send")


def some_note(inputs: Inputs) -> Note:
    """A text, and whether it is urgent."""
    return inputs.word(), inputs.random() < 0.5  # every second one


def line_of(note: Note) -> str:
    """How the page shows a note."""
    return f"{note[0]} (urgent)" if note[1] else note[0]


def notes(app: App) -> list[str]:
    """The notes on the page, in any order."""
    lines = sorted(re.findall(r"\b[a-zA-Z]+ \d\d\b(?: \(urgent\))?", page_text(app)))
    # A cell of a table is read twice: after its column's name, and after the cell before it.
    return lines[::2] if len(lines) == 2 * (number_after(app, "Sent") or 0) else lines


def expect_sent(app: App, *sent: Note) -> None:
    """These notes are on the page, and counted."""
    expect(notes(app), "the notes on the page").to_be(sorted(map(line_of, sent)))
    expect(number_after(app, "Sent"), "the number of notes").to_be(len(sent))


def box(app: App) -> Note:
    """What is in the two fields."""
    return widget(app, "Note", in_form=True).value, widget(app, "Urgent", in_form=True).value


def expect_box(app: App, note: Note = ("", False)) -> None:
    """The two fields hold this; nothing, if it is not said."""
    text, urgent = box(app)
    expect(text, "what is in “Note”").to_be(note[0])
    expect(urgent, "whether “Urgent” is on").to_be(note[1])


def test_opens(app: App) -> None:
    """The page opens with an empty box, and no notes."""
    app.run()
    expect(app).to_run()
    expect_box(app)
    expect_sent(app)


@needs("test_opens")
def test_sends_a_note(app: App, inputs: Inputs) -> None:
    """“Send” puts the note on the page, at once."""
    note = inputs.word(), False
    app.run()
    send(app, note)
    expect_sent(app, note)


@needs("test_sends_a_note")
def test_empties_the_box(app: App, inputs: Inputs) -> None:
    """After “Send” the box is empty and “Urgent” is off, and so the next note is a new one."""
    first, second = ((word, urgent) for word, urgent in zip(inputs.words(2), (True, False), strict=True))
    app.run()
    for note in (first, second):
        send(app, note)
        expect_box(app)
    expect_sent(app, first, second)


@needs("test_opens")
def test_an_empty_note_is_not_sent(app: App) -> None:
    """“Send” with an empty box changes nothing, nor does it switch “Urgent” off."""
    app.run()
    for urgent in (False, True):
        send(app, ("", urgent))
        expect_sent(app)
        expect_box(app, ("", urgent))


@needs("test_opens")
def test_only_send_sends(app: App, inputs: Inputs) -> None:
    """Nothing but “Send” sends a note, however often the page runs meanwhile."""
    app.run()
    write(app, (inputs.word(), True))
    expect_sent(app)
    expect_sent(app.run())


@needs("test_sends_a_note")
def test_takes_back(app: App, inputs: Inputs) -> None:
    """“Take back” takes the last note off the page, and puts it back into the box."""
    first, last = ((word, urgent) for word, urgent in zip(inputs.words(2), (False, True), strict=True))
    app.run()
    send(app, first)
    send(app, last)
    press(app, "Take back")
    expect_box(app, last)
    expect_sent(app, first)
    press(app, "Take back")
    expect_box(app, first)
    expect_sent(app)


@needs("test_takes_back")
def test_takes_back_one_of_two_alike(app: App, inputs: Inputs) -> None:
    """Of two notes that are alike, “Take back” takes the one that was sent last; what was sent between them is next."""
    alike, between = ((word, False) for word in inputs.words(2))
    app.run()
    for note in (alike, between, alike):
        send(app, note)
    press(app, "Take back")
    expect_box(app, alike)
    expect_sent(app, alike, between)
    press(app, "Take back")
    expect_box(app, between)
    expect_sent(app, alike)


@needs("test_opens")
def test_nothing_to_take_back(app: App, inputs: Inputs) -> None:
    """“Take back” changes nothing while there is no note, or cannot be clicked then."""
    app.run()
    # What waits in a form is not seen by another button.
    waits = getattr(widget(app, "Note", in_form=True), "form_id", "")
    there = ("", False) if waits else (inputs.word(), True)
    write(app, there)
    if not widget(app, "Take back").disabled:
        press(app, "Take back")
    expect_box(app, there)
    expect_sent(app)


@needs("test_takes_back", "test_empties_the_box")
def test_changes_what_was_sent(app: App, inputs: Inputs) -> None:
    """A note that was taken back is just as it was sent, stays in the box, can be changed, and is sent again."""
    before, after = ((word, urgent) for word, urgent in zip(inputs.words(2), (True, False), strict=True))
    app.run()
    send(app, before)
    press(app, "Take back")
    app.run()
    expect_box(app, before)
    send(app, after)
    expect_sent(app, after)
    expect_box(app)
    send(app, odd := (f"{after[0]} (urgent)", False))
    press(app, "Take back")
    expect_box(app, odd)


@needs("test_sends_a_note")
def test_each_visitor_has_own_notes(app: App, inputs: Inputs) -> None:
    """A second visitor begins with no notes."""
    app.run()
    send(app, (inputs.word(), False))
    expect_sent(app.new_session().run())


@needs("test_changes_what_was_sent", "test_an_empty_note_is_not_sent", "test_only_send_sends")
@needs("test_each_visitor_has_own_notes", "test_nothing_to_take_back", "test_takes_back_one_of_two_alike")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever is sent and taken back, in any order, notes and box are right."""
    actions = [
        action("send", send, some_note),
        click("Send", in_form=True),
        action("take back", lambda app: press(app, "Take back"), possible=lambda app: bool(notes(app))),
        action("run again", lambda app: app.run()),
    ]
    walk(
        actions,
        lambda app: {
            "the notes on the page": notes(app),
            "the number of notes": number_after(app, "Sent"),
            "what is in “Note”": box(app)[0],
            "whether “Urgent” is on": box(app)[1],
        },
    )
