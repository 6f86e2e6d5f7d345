"""Checks of ex02a: a list that is changed, kept and shown."""

import ast
from collections.abc import Callable

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    action,
    click,
    expect,
    fill,
    in_page_order,
    names_in,
    needs,
    note,
    number_after,
    own_keys,
    widget,
)


def kept(app: App) -> list[int]:
    """How long the lists are that the app itself keeps in session state."""
    values = [app.session_state[key] for key in own_keys(app)]
    return sorted(len(value) for value in values if isinstance(value, list))


def items(app: App) -> int | float | None:
    """The number after “Items”."""
    return number_after(app, "Items")


def add(app: App, *things: str) -> None:
    """Type each thing into “Item”, and click on “Add”."""
    for thing in things:
        fill(app, "Item", thing)
        press(app, "Add", even_disabled=bool(thing))


def press(app: App, label: str, *, even_disabled: bool = False) -> None:
    """Click on a button, unless it is disabled."""
    button = widget(app, label, in_form=label == "Add")
    if even_disabled or not button.disabled:
        button.click().run()


def is_new(words: list[str]) -> Callable[[App, int], bool]:
    """Whether one of the words is not on the list yet."""
    return lambda app, place: words[place] not in in_page_order(app, words)


def expect_list(app: App, things: list[str], words: list[str]) -> None:
    """Expect the number of things, and the things in their order."""
    expect(items(app), "the number of items").to_be(len(things))
    expect(in_page_order(app, words), "the things on the list").to_be(things)


def test_opens(app: App) -> None:
    """The page opens with an empty list and all buttons."""
    app.run()
    expect(app).to_run()
    fill(app, "Item", "")
    for label in ("Add", "Sort", "Remove last"):
        widget(app, label, in_form=True)
    expect(items(app), "the number of items").to_be(0)


@needs("test_opens")
def test_adds(app: App, inputs: Inputs) -> None:
    """A click on “Add” puts the thing on the list, and the page shows it at once."""
    thing = inputs.word()
    app.run()
    add(app, thing)
    expect(app).to_run()
    expect_list(app, [thing], [thing])


@needs("test_adds")
def test_adds_at_the_end(app: App, inputs: Inputs, source: ast.Module) -> None:
    """What was added stays, and what is added next comes at the end."""
    words = inputs.words(5)
    app.run()
    add(app, words[0])
    note(kept(app), "the lists in session state")
    note("get" in names_in(source), "whether something may be read that is not there")
    add(app, *words[1:])
    expect_list(app, words, words)


@needs("test_adds_at_the_end")
def test_only_add_adds(app: App, inputs: Inputs) -> None:
    """Typing alone adds nothing, and neither does “Add” with an empty item."""
    first, second = inputs.words(2)
    app.run()
    add(app, first)
    fill(app, "Item", second)
    expect_list(app, [first], [first, second])
    add(app, "")
    expect_list(app, [first], [first, second])


@needs("test_adds_at_the_end")
def test_sorts(app: App, inputs: Inputs) -> None:
    """“Sort” puts the list in order, and it stays like that."""
    words = sorted(inputs.words(4), reverse=True)
    app.run()
    add(app, *words[:3])
    press(app, "Sort")
    expect_list(app, sorted(words[:3]), words)
    fill(app, "Item", words[3])
    expect_list(app, sorted(words[:3]), words)
    add(app, words[3])
    expect_list(app, [*sorted(words[:3]), words[3]], words)


@needs("test_adds_at_the_end")
def test_removes_the_last(app: App, inputs: Inputs) -> None:
    """“Remove last” takes the last thing off the list, one at each click."""
    words = inputs.words(4)
    app.run()
    add(app, *words)
    press(app, "Remove last")
    expect_list(app, words[:3], words)
    press(app, "Remove last")
    add(app, words[3])
    expect_list(app, [*words[:2], words[3]], words)


@needs("test_opens")
def test_empty_list_stays_empty(app: App) -> None:
    """“Sort” and “Remove last” do no harm to an empty list."""
    app.run()
    for label in ("Remove last", "Sort", "Remove last"):
        press(app, label)
        expect(app).to_run()
    expect(items(app), "the number of items").to_be(0)


@needs("test_adds")
def test_each_tab_has_its_own_list(app: App, inputs: Inputs) -> None:
    """A second tab begins with an empty list, and what is added there is on no other."""
    words = inputs.words(2)
    app.run()
    add(app, words[0])
    second = app.new_session().run()
    expect(items(second), "the number of items in the second tab").to_be(0)
    add(second, words[1])
    fill(app, "Item", "something")
    expect_list(app, words[:1], words)


@needs("test_only_add_adds", "test_sorts", "test_removes_the_last", "test_empty_list_stays_empty")
def test_whatever_one_does(walk: Walk, inputs: Inputs) -> None:
    """Whatever visitors add, sort and remove, in any order, each has the right list."""
    words = inputs.words(8)
    actions = [
        action("add", lambda app, place: add(app, words[place]), range(8), possible=is_new(words)),
        action("add nothing", lambda app: add(app, "")),
        click("Sort"),
        click("Remove last"),
    ]
    walk(
        actions,
        lambda app: {"the number of items": items(app), "the things on the list": in_page_order(app, words)},
    )
