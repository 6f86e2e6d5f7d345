"""Checks of ex04c: rows that keep what was typed into them, wherever they go."""

from typing import Any

from statecourse.checks import (
    App,
    CheckFailed,
    Inputs,
    Walk,
    action,
    click,
    enter,
    expect,
    needs,
    number_after,
    widget,
    widgets,
)

Rows = list[tuple[str, int]]
EMPTY = ("", 0)


def in_row(app: App, label: str, row: int) -> Any:
    """The widget with this label in a row, from 0. Fails the check where there is no such row."""
    for node in widgets(app, label)[row : row + 1]:
        return node
    seen = f"{len(widgets(app, label))} of them"
    text = f"there is no “{label}” in row {row + 1}"
    raise CheckFailed(text, expected=f"“{label}” in each row", seen=seen)


def press(app: App, label: str, row: int) -> None:
    """Click on a button of a row."""
    in_row(app, label, row).click().run()
    expect(app).to_run()


def add(app: App, times: int = 1) -> None:
    """Click on “Add a step”."""
    for _ in range(times):
        widget(app, "Add a step").click().run()
        expect(app).to_run()


def fill(app: App, row: int, values: tuple[str, int]) -> None:
    """Type a step and its minutes into a row."""
    in_row(app, "Step", row).set_value(values[0]).run()
    expect(app).to_run()
    in_row(app, "Minutes", row).set_value(values[1]).run()
    expect(app).to_run()


def fill_all(app: App, rows: Rows) -> None:
    """Open the page, and type into as many rows as are given, at least two."""
    app.run()
    add(app, len(rows) - 2)
    for row, values in enumerate(rows):
        fill(app, row, values)


def some(inputs: Inputs, number: int) -> Rows:
    """Steps, all different."""
    minutes = inputs.sample(range(1, 60), number)
    return list(zip(inputs.names(number), minutes, strict=True))


def told(step: object, minutes: object) -> str:
    """A row in words."""
    number = f"{minutes:g}" if isinstance(minutes, int | float) else "no"
    return f"{step or 'nothing'} ({number} min)"


def as_text(rows: Rows) -> str:
    """All rows in words, from top to bottom."""
    return ", ".join(told(*row) for row in rows) or "none"


def shown(app: App) -> str:
    """The rows on the page in words, from top to bottom; what a row lacks is “no”."""
    steps = [node.value for node in widgets(app, "Step")]
    minutes = [node.value for node in widgets(app, "Minutes")]
    minutes += [None] * (len(steps) - len(minutes))
    return ", ".join(told(*row) for row in zip(steps, minutes, strict=False)) or "none"


def expect_rows(app: App, rows: Rows) -> None:
    """Have the page show these rows, and their total."""
    expect(shown(app), "the rows").to_be(as_text(rows))
    expect(number_after(app, "Total"), "the total").to_be(sum(minutes for _, minutes in rows))


def test_opens(app: App) -> None:
    """The page opens with two empty rows, and a total of 0."""
    app.run()
    expect(app).to_run()
    for label in ("Add a step", "Title"):
        widget(app, label)
    expect_rows(app, [EMPTY, EMPTY])
    for label in ("Up", "Delete"):
        expect(len(widgets(app, label)), f"the number of buttons “{label}”").to_be(2)


@needs("test_opens")
def test_keeps_what_is_typed(app: App, inputs: Inputs) -> None:
    """What is typed into the rows stays, and counts for the total at once."""
    rows = some(inputs, 2)
    app.run()
    fill(app, 0, rows[0])
    expect_rows(app, [rows[0], EMPTY])
    fill(app, 1, rows[1])
    expect_rows(app, rows)
    widget(app, "Title").input(inputs.word()).run()
    expect_rows(app, rows)


@needs("test_keeps_what_is_typed")
def test_adds_empty_rows(app: App, inputs: Inputs) -> None:
    """“Add a step” adds an empty row at the end, at once, and the others stay."""
    rows = some(inputs, 2)
    fill_all(app, rows)
    for number in range(1, inputs.number(2, 3) + 1):
        add(app)
        expect_rows(app, [*rows, *[EMPTY] * number])


@needs("test_adds_empty_rows")
def test_deletes_its_own_row(app: App, inputs: Inputs) -> None:
    """“Delete” removes the row that it stands in, and no other, also where two have the same step."""
    rows = some(inputs, 4)
    fill_all(app, rows)
    for place in (1, 0):
        press(app, "Delete", place)
        del rows[place]
        expect_rows(app, rows)
    widget(app, "Title").input(inputs.word()).run()
    expect_rows(app, rows)
    fill(app, 1, (rows[0][0], rows[1][1]))
    press(app, "Delete", 1)
    expect_rows(app, rows[:1])


@needs("test_deletes_its_own_row")
def test_adds_after_deleting(app: App, inputs: Inputs) -> None:
    """A row that is added after others were deleted is empty, and can be filled."""
    rows = some(inputs, 4)
    fill_all(app, rows[:3])
    press(app, "Delete", 0)
    add(app)
    expect_rows(app, [*rows[1:3], EMPTY])
    fill(app, 2, rows[3])
    expect_rows(app, rows[1:])
    press(app, "Delete", 2)
    add(app)
    expect_rows(app, [*rows[1:3], EMPTY])


@needs("test_deletes_its_own_row")
def test_all_can_be_deleted(app: App, inputs: Inputs) -> None:
    """All rows can be deleted, and then one can begin again."""
    fill_all(app, some(inputs, 2))
    press(app, "Delete", 0)
    press(app, "Delete", 0)
    expect_rows(app, [])
    widget(app, "Title").input(inputs.word()).run()
    expect_rows(app, [])
    add(app)
    expect_rows(app, [EMPTY])


@needs("test_adds_empty_rows")
def test_moves_up(app: App, inputs: Inputs) -> None:
    """“Up” swaps a row with the one above, with the step and the minutes, also where two have the same step."""
    rows = some(inputs, 3)
    fill_all(app, rows)
    for place in (2, 1, 2):
        press(app, "Up", place)
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
        expect_rows(app, rows)
    fill(app, 2, alike := (rows[0][0], rows[2][1]))
    press(app, "Up", 2)
    expect_rows(app, [rows[0], alike, rows[1]])


@needs("test_moves_up")
def test_first_row_stays_on_top(app: App, inputs: Inputs) -> None:
    """“Up” in the first row changes nothing."""
    rows = some(inputs, 3)
    fill_all(app, rows)
    if not in_row(app, "Up", 0).disabled:
        press(app, "Up", 0)
    expect_rows(app, rows)


@needs("test_keeps_what_is_typed")
def test_each_visitor_has_a_recipe(app: App, inputs: Inputs) -> None:
    """Another visitor begins with two empty rows, and what they add is theirs alone."""
    rows = some(inputs, 2)
    fill_all(app, rows)
    other = app.new_session().run()
    expect_rows(other, [EMPTY, EMPTY])
    add(other)
    press(other, "Delete", 0)
    widget(app, "Title").input(inputs.word()).run()
    expect_rows(app, rows)


def typing(label: str, values: Any) -> Any:
    """The action of typing something into one of the first rows."""

    def can(app: App, value: tuple[int, Any]) -> bool:
        row, new = value
        return any(node.value != new for node in widgets(app, label)[row : row + 1])

    def do(app: App, value: tuple[int, Any]) -> None:
        in_row(app, label, value[0]).set_value(value[1]).run()

    def draw(inputs: Inputs) -> tuple[int, Any]:
        return inputs.number(0, 3), values(inputs)

    return action(f"type into “{label}”", do, draw, possible=can)


@needs("test_adds_after_deleting", "test_all_can_be_deleted")
@needs("test_first_row_stays_on_top", "test_each_visitor_has_a_recipe")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever visitors type, add, delete and move, in any order, each row keeps its own."""
    actions = [
        typing("Step", lambda inputs: inputs.choice(["Stir", "Wait", inputs.word()])),
        typing("Minutes", lambda inputs: inputs.number(0, 30)),
        click("Add a step"),
        click("Delete", rows=4),
        click("Up", rows=4),
        enter("Title"),
    ]
    walk(actions, lambda app: {"the rows": shown(app), "the total": number_after(app, "Total")})
