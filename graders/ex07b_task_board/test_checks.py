"""Checks of ex07b: a board whose classes survive the runs."""

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
    text_after,
    widget,
    widgets,
)

COUNTS = ("To do", "Doing", "Done")


def add(app: App, *titles: str) -> None:
    """Type each title and click on “Add”, also where both are in a form."""
    for title in titles:
        fill(app, "Title", title)
        added = widget(app, "Add", in_form=True)
        if title or not added.disabled:
            added.click().run()


def can_move(app: App) -> int:
    """How many tasks can be moved on."""
    return len(widgets(app, "Move on"))


def move(app: App, row: int) -> None:
    """Click on “Move on” of one of the tasks that can be moved."""
    click("Move on", rows=8).do(app, row)


def delete(app: App) -> None:
    """Click on “Delete done tasks”, which need not be there where nothing is done."""
    widget(app, "Delete done tasks").click().run()


def some_are_done(app: App) -> bool:
    """Whether there is a task to delete."""
    return number_after(app, "Done") != 0


def counts(app: App) -> str:
    """The three numbers below the board."""
    return ", ".join(f"{label}: {number_after(app, label)}" for label in COUNTS)


def board(app: App, titles: list[str]) -> str:
    """The tasks of these titles with their status, as far as the page shows them."""
    shown = {title: text_after(app, title) for title in titles}
    return ", ".join(f"{title}: {status}" for title, status in shown.items() if status is not None)


def test_opens(app: App) -> None:
    """The app opens without an exception, with an empty board."""
    app.run()
    expect(app).to_run()
    widget(app, "Title", in_form=True)
    expect(counts(app), "the numbers").to_be("To do: 0, Doing: 0, Done: 0")
    expect(can_move(app), "the number of “Move on”").to_be(0)


@needs("test_opens")
def test_adds_a_task(app: App, inputs: Inputs) -> None:
    """A task that is added is on the board at once, and is to do."""
    title = inputs.word()
    add(app.run(), title)
    expect(board(app, [title]), "the board").to_be(f"{title}: to do")
    expect(counts(app), "the numbers").to_be("To do: 1, Doing: 0, Done: 0")


@needs("test_adds_a_task")
def test_still_there_in_later_runs(app: App, inputs: Inputs) -> None:
    """In later runs the tasks are there, and are counted."""
    titles = inputs.words(3)
    add(app.run(), *titles)
    app.run()
    expect(board(app, titles), "the board").to_be(", ".join(f"{title}: to do" for title in titles))
    expect(counts(app), "the numbers").to_be("To do: 3, Doing: 0, Done: 0")


@needs("test_opens")
def test_can_be_pickled(app: App, inputs: Inputs) -> None:
    """Everything in session state can be pickled after the run in which a task was added."""
    add(app.run(), inputs.word())
    expect(app).to_run()


@needs("test_can_be_pickled")
def test_can_still_be_pickled_in_later_runs(app: App, inputs: Inputs) -> None:
    """It can be pickled in the runs after that, too."""
    add(app.run(), inputs.word())
    app.run()
    expect(app).to_run()
    move(app, 0)
    expect(app).to_run()


@needs("test_adds_a_task")
def test_moves_on(app: App, inputs: Inputs) -> None:
    """“Move on” makes “doing” of “to do”, and “done” of “doing”; a task that is done has no such button."""
    title = inputs.word()
    add(app.run(), title)
    move(app, 0)
    expect(board(app, [title]), "the board").to_be(f"{title}: doing")
    expect(counts(app), "the numbers").to_be("To do: 0, Doing: 1, Done: 0")
    move(app, 0)
    expect(board(app, [title]), "the board").to_be(f"{title}: done")
    expect(counts(app), "the numbers").to_be("To do: 0, Doing: 0, Done: 1")
    expect(can_move(app), "the number of “Move on”").to_be(0)


@needs("test_moves_on")
def test_moves_the_right_task(app: App, inputs: Inputs) -> None:
    """Each “Move on” moves the task that it belongs to."""
    first, second, third = inputs.words(3)
    add(app.run(), first, second, third)
    move(app, 1)
    seen = board(app, [first, second, third])
    expect(seen, "the board").to_be(f"{first}: to do, {second}: doing, {third}: to do")


@needs("test_moves_on")
def test_deletes_what_is_done(app: App, inputs: Inputs) -> None:
    """“Delete done tasks” takes away all tasks that are done, for good, and no others."""
    titles = inputs.words(4)
    add(app.run(), *titles)
    for _ in range(4):
        move(app, 0)
    delete(app)
    expect(counts(app), "the numbers").to_be("To do: 2, Doing: 0, Done: 0")
    add(app, last := inputs.names(1)[0])
    left = [*titles[2:], last]
    expect(board(app, [*titles, last]), "the board").to_be(", ".join(f"{title}: to do" for title in left))


@needs("test_adds_a_task")
def test_adds_nothing_without_a_title(app: App) -> None:
    """Without a title, nothing is added."""
    add(app.run(), "")
    expect(counts(app), "the numbers").to_be("To do: 0, Doing: 0, Done: 0")


@needs("test_adds_a_task")
def test_each_visitor_has_a_board(app: App, inputs: Inputs) -> None:
    """A second visitor begins with an empty board."""
    add(app.run(), inputs.word())
    second = app.new_session().run()
    expect(counts(second), "the numbers in the second tab").to_be("To do: 0, Doing: 0, Done: 0")


@needs("test_can_still_be_pickled_in_later_runs", "test_deletes_what_is_done")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever one adds, moves and deletes, in any order, the board and its numbers are right."""
    titles: list[str] = []

    def add_new(app: App, title: str) -> None:
        titles.append(title)
        add(app, title)

    def is_new(app: App, title: str) -> bool:
        return text_after(app, title) is None

    actions = [
        action("add a task", add_new, Inputs.name, possible=is_new),
        click("Move on", rows=4),
        action("delete what is done", delete, possible=some_are_done),
    ]
    walk(actions, lambda app: {"the numbers": counts(app), "the board": board(app, sorted(set(titles)))})
