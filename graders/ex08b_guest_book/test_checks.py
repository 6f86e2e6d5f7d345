"""Checks of ex08b: a book in which everybody signs, that forgets nobody."""

import ast

from statecourse.checks import (
    App,
    CheckFailed,
    Inputs,
    expect,
    needs,
    number_after,
    page_text,
    race,
    why_lost,
    widget,
)

ROUNDS = 32


def begin(app: App) -> App:
    """Open the app with an empty book: one that stayed from trying it out is gone."""
    for name in app.read_files():
        if name.startswith("book.") and not name.endswith(".py"):
            app.delete_file(name)
    return app.run()


def fill_in(app: App, name: str) -> None:
    """Type a name and click on “Sign”; the app does not run yet."""
    widget(app, "Your name", in_form=True).input(name)
    widget(app, "Sign", in_form=True).click()


def sign(app: App, *names: str) -> None:
    """Sign the book, once for each name."""
    for name in names:
        fill_in(app, name)
        app.run()


def signatures(app: App) -> int | float | None:
    """The number after “Signatures”."""
    return number_after(app, "Signatures")


def shown(app: App, names: list[str]) -> str:
    """Those of the names that the page shows, in the order that it shows them."""
    text = page_text(app)
    return ", ".join(sorted((name for name in names if name in text), key=text.find))


def book_of(app: App, name: str) -> str:
    """The file that has a name in it. Fails the check where none has."""
    found = [file for file, data in app.read_files().items() if name.encode() in data]
    books = [file for file in found if file.startswith("book.") and not file.endswith(".py")]
    if not books:
        seen = ", ".join(f"“{file}”" for file in found) or "in no file"
        text = "the name of who signed is in no file of a name like book.json"
        raise CheckFailed(text, expected="a file beside app.py whose name begins with “book.”", seen=seen)
    return min(books, key=len)


def damaged(data: bytes) -> bytes:
    """A file with zeros in its middle, as a disk may leave it after a crash."""
    third = len(data) // 3
    return data[:third] + bytes(third) + data[2 * third :]


def test_opens(app: App) -> None:
    """The app opens without an exception, also where there is no file yet."""
    begin(app)
    expect(app).to_run(misconception={"FileNotFoundError": "needs_the_file"})
    widget(app, "Your name", in_form=True)
    widget(app, "Sign", in_form=True)
    expect(signatures(app), "the number of signatures").to_be(0)


@needs("test_opens")
def test_signs(app: App, inputs: Inputs) -> None:
    """A click on “Sign” enters the name, and the page shows it at once."""
    one, two = inputs.names(2)
    begin(app)
    for number, name in enumerate((one, two), 1):
        sign(app, name)
        expect(app).to_run()
        expect(signatures(app), "the number of signatures").to_be(
            number, misconception={number - 1: "shown_too_early"}
        )
        expect(shown(app, [name]), "the name on the page").to_be(name, misconception="shown_too_early")


@needs("test_signs")
def test_enters_nothing_else(app: App, inputs: Inputs) -> None:
    """Typing alone, running the page again, and an empty name enter nothing."""
    one, two = inputs.names(2)
    begin(app)
    sign(app, one)
    app.run()
    expect(signatures(app), "the number of signatures").to_be(1, misconception="signs_every_run")
    if not widget(app, "Your name", in_form=True).form_id:
        widget(app, "Your name", in_form=True).input(two).run()
    expect(signatures(app), "the number of signatures").to_be(1, misconception="signs_every_run")
    sign(app, "")
    expect(signatures(app), "the number of signatures").to_be(1)


@needs("test_enters_nothing_else")
def test_everybody_reads_the_book(app: App, inputs: Inputs) -> None:
    """Whoever opens the page sees the names of all who signed."""
    names = inputs.names(2)
    begin(app)
    sign(app, *names)
    second = app.new_session().run()
    expect(signatures(second), "the number of signatures in another tab").to_be(
        2, misconception={0: "book_in_session"}
    )
    expect(len(shown(second, names).split(", ")), "the number of names in another tab").to_be(2)


@needs("test_everybody_reads_the_book")
def test_shows_the_newest_first(app: App, inputs: Inputs) -> None:
    """The newest name is at the top of the list."""
    names = inputs.names(4)
    begin(app)
    sign(app, *names)
    second = app.new_session().run()
    expect(shown(second, names), "the names").to_be(
        ", ".join(reversed(names)), misconception={", ".join(names): "oldest_first"}
    )


@needs("test_everybody_reads_the_book")
def test_everybody_signs_the_same_book(app: App, inputs: Inputs) -> None:
    """Names that are signed in several tabs, one after another, are all there."""
    names = inputs.names(3)
    begin(app)
    second = app.new_session().run()
    sign(app, names[0])
    sign(second, names[1])
    sign(app, names[2])
    for tab in (app, second.run()):
        expect(signatures(tab), "the number of signatures").to_be(3, misconception="book_copied")


@needs("test_everybody_reads_the_book")
def test_survives_a_restart(app: App, inputs: Inputs) -> None:
    """After the server was stopped and started, the book is still there, and goes on."""
    names = inputs.names(3)
    begin(app)
    sign(app, *names[:2])
    app.restart().run()
    expect(signatures(app), "the number of signatures").to_be(2, misconception={0: "book_in_memory"})
    sign(app, names[2])
    expect(len(shown(app, names).split(", ")), "the number of names").to_be(3)


@needs("test_survives_a_restart")
def test_opens_with_a_damaged_book(app: App, inputs: Inputs) -> None:
    """Where the file is damaged, the page still opens, and one can sign."""
    *names, new = inputs.names(5)
    begin(app)
    sign(app, *names)
    damage(app, names[-1])
    app.run()
    expect(app).to_run(misconception="stops_when_damaged")
    sign(app, new)
    expect(app).to_run(misconception="stops_when_damaged")
    expect(shown(app.restart().run(), [new]), "the new name, after a restart").to_be(new)


@needs("test_opens_with_a_damaged_book")
def test_keeps_a_damaged_book(app: App, inputs: Inputs) -> None:
    """What is in a damaged file is still in some file after others have signed."""
    *names, new = inputs.names(5)
    begin(app)
    sign(app, *names)
    left = damage(app, names[-1])
    sign(app.run(), new)
    kept = any(left in data for data in app.read_files().values())
    expect(kept, "whether some file still has what was in the damaged one").to_be(
        True, misconception="eats_the_book"
    )


def damage(app: App, name: str) -> bytes:
    """Stop the server, and damage the book in the middle; tells what is in it then."""
    file = book_of(app, name)
    left = damaged(app.read_files()[file])
    app.restart().write_file(file, left, f"write zeros over the middle third of the file “{file}”")
    return left


@needs("test_everybody_signs_the_same_book", "test_opens_with_a_damaged_book")
def test_loses_no_signature(live_app: App, inputs: Inputs, source: ast.Module) -> None:
    """Who signs at the same moment as others is in the book."""
    begin(live_app)
    tabs = [live_app, *(live_app.new_session().run() for _ in range(3))]
    names = inputs.names(3 * ROUNDS)
    left = iter(names)
    signing = race(tabs, lambda tab: fill_in(tab, next(left)), rounds=ROUNDS, deadlock="locks_in_a_circle")
    for signed in signing:
        for tab in tabs:
            expect(tab).to_run(misconception=why_lost(source))
        expect(signatures(tabs[-1]), "the number of signatures").to_be(
            3 * signed, misconception=why_lost(source)
        )
    expect(len(shown(live_app.restart().run(), names).split(", ")), "the number of names").to_be(len(names))
