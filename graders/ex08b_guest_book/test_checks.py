"""Checks of ex08b: a book in which everybody signs, that forgets nobody."""

import ast
import re
from collections.abc import Callable

from statecourse.checks import (
    App,
    CheckFailed,
    Damage,
    Inputs,
    Walk,
    action,
    damages,
    expect,
    fill,
    in_page_order,
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
    """Type a name and click on “Sign”; the run of the click does not begin yet."""
    fill(app, "Your name", name)
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
    return ", ".join(in_page_order(app, names))


def book_of(app: App, name: str) -> str:
    """The file of the book, in which the name was entered last. Fails the check where there is none."""
    files = {file: data for file, data in app.read_files().items() if not file.endswith(".py")}
    books = [file for file, data in files.items() if file.startswith("book.") and data]
    if not books:
        seen = ", ".join(f"“{file}”" for file in files) or "no files beside app.py"
        text = "the name of who signed is in no file of a name like book.json"
        raise CheckFailed(text, expected="a file beside app.py whose name begins with “book.”", seen=seen)
    return min(books, key=lambda file: (name.encode() not in files[file], len(file)))


def newest_book(app: App, signed: list[str]) -> Callable[[], str]:
    """Finds the book by the name that was signed last."""
    return lambda: book_of(app, signed[-1])


def why_stopped(damage: Damage) -> str:
    """Which misconception ends in an exception where a file is damaged in this way."""
    return "any_json_will_do" if damage.kind == "other" else "stops_when_damaged"


def why_not_entered(app: App, damage: Damage) -> str:
    """“glued_to_the_rest” where a file goes on with new text in the line that the damage left; else empty."""
    left = damage.data
    goes_on = [data[len(left) :] for data in app.read_files().values() if left and data.startswith(left)]
    return "glued_to_the_rest" if any(rest[:1] not in {b"", b"\n", b"\r"} for rest in goes_on) else ""


def stands_alone(app: App, damage: Damage, name: str) -> bool:
    """Whether the page shows a name, and not as the end of what was left of a cut-off line."""
    rest = damage.data.rpartition(b"\n")[2][-4:].decode("utf-8", "replace")
    text = page_text(app)
    return name in text and not (damage.kind == "cut" and rest.strip() and rest + name in text)


def lost(app: App, texts: list[str]) -> str | None:
    """Those of the texts that no file has in it any more; None where there are none."""
    files = [data for file, data in app.read_files().items() if not file.endswith(".py")]
    gone = [text for text in texts if not any(text.encode() in data for data in files)]
    return ", ".join(gone) or None


def test_opens(app: App) -> None:
    """The app opens without an exception, also where there is no file yet."""
    begin(app)
    expect(app).to_run()
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
        expect(signatures(app), "the number of signatures").to_be(number)
        expect(shown(app, [name]), "the name on the page").to_be(name)


@needs("test_signs")
def test_enters_nothing_else(app: App, inputs: Inputs) -> None:
    """Typing alone, running the page again, and an empty name enter nothing."""
    one, two = inputs.names(2)
    begin(app)
    sign(app, one)
    app.run()
    expect(signatures(app), "the number of signatures").to_be(1)
    if not widget(app, "Your name", in_form=True).form_id:
        widget(app, "Your name", in_form=True).input(two).run()
    expect(signatures(app), "the number of signatures").to_be(1)
    sign(app, "")
    expect(signatures(app), "the number of signatures").to_be(1)


@needs("test_enters_nothing_else")
def test_everybody_reads_the_book(app: App, inputs: Inputs) -> None:
    """Whoever opens the page sees the names of all who signed."""
    names = inputs.names(2)
    begin(app)
    sign(app, *names)
    second = app.new_session().run()
    expect(signatures(second), "the number of signatures in another tab").to_be(2)
    expect(len(shown(second, names).split(", ")), "the number of names in another tab").to_be(2)


@needs("test_everybody_reads_the_book")
def test_shows_the_newest_first(app: App, inputs: Inputs) -> None:
    """The newest name is at the top of the list."""
    names = inputs.names(4)
    begin(app)
    sign(app, *names)
    second = app.new_session().run()
    expect(shown(second, names), "the names").to_be(", ".join(reversed(names)))


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
        expect(signatures(tab), "the number of signatures").to_be(3)


@needs("test_everybody_reads_the_book")
def test_survives_a_restart(app: App, inputs: Inputs) -> None:
    """After the server was stopped and started, the book is still there, and goes on."""
    names = inputs.names(3)
    begin(app)
    sign(app, *names[:2])
    app.restart().run()
    expect(signatures(app), "the number of signatures").to_be(2)
    sign(app, names[2])
    expect(len(shown(app, names).split(", ")), "the number of names").to_be(3)


@needs("test_survives_a_restart")
def test_keeps_the_book_beside_the_app(app: App, inputs: Inputs) -> None:
    """The book lies beside `app.py`, from wherever the server was started."""
    names = inputs.names(3)
    begin(app)
    sign(app, *names[:2])
    app.restart(elsewhere=True).run()
    expect(signatures(app), "the number of signatures").to_be(2)
    sign(app, names[2])
    app.restart().run()
    expect(signatures(app), "the number of signatures").to_be(3)


@needs("test_survives_a_restart")
def test_opens_with_a_damaged_book(app: App, inputs: Inputs) -> None:
    """Where the file is damaged, the page still opens, and one can sign as ever."""
    *waiting, one, two = inputs.names(20)
    signed = [one, two]
    begin(app)
    sign(app, *signed)
    for damage in damages(app, newest_book(app, signed)):
        expect(app.run()).to_run(misconception=why_stopped(damage))
        before, new = signatures(app) or 0, waiting.pop()
        sign(app, new)
        signed.append(new)
        expect(app).to_run(misconception=why_stopped(damage))
        expect(signatures(app), "the number of signatures, after one more").to_be(
            before + 1, misconception=why_not_entered(app, damage)
        )
        alone = stands_alone(app, damage, new)
        expect(alone, "whether the new name is in the list").to_be(True)
    expect(shown(app.restart().run(), signed[-1:]), "the new name, after a restart").to_be(signed[-1])


@needs("test_opens_with_a_damaged_book")
def test_keeps_a_damaged_book(app: App, inputs: Inputs) -> None:
    """What is in a damaged file is still in some file after others have signed."""
    *waiting, one, two = inputs.names(40)
    signed, left = [one, two], list[str]()
    begin(app)
    sign(app, *signed)
    for damage in damages(app, newest_book(app, signed)):
        now = damage.legible([*signed, "many"])
        # What the damage itself has taken away is not for the app to keep.
        left = [*now, *(text for text in left if not lost(app, [text]))]
        signed += [waiting.pop(), waiting.pop()]
        sign(app.run(), *signed[-2:])
        expect(lost(app, left), "what was in a damaged file and is in no file any more").to_be(
            None, misconception="eats_the_book" if lost(app, now) else "keeps_only_the_last"
        )


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


def book(app: App) -> dict[str, object]:
    """The number, and the different names in the order that they are shown."""
    names = dict.fromkeys(re.findall(r"[A-Za-z]+ [A-Za-z]+\d\d", page_text(app)))
    return {"the number of signatures": signatures(app), "the names, the newest first": ", ".join(names)}


@needs("test_survives_a_restart")
def test_whatever_one_does(walk: Walk) -> None:
    """Whoever signs, in any order and with restarts between, is in the book, the newest first."""
    actions = [
        action("sign", sign, Inputs.name),
        action("sign without a name", lambda app: sign(app, "")),
        action("run the app again", App.run),
    ]
    walk(actions, book, restarts=True, begin=begin)
