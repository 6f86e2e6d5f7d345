"""Checks of ex03b: one click puts all that belongs to a trip back, the fields too, and nothing else."""

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    choose,
    click,
    enter,
    expect,
    needs,
    note,
    number_after,
    own_keys,
    same,
    widget,
)

FIRST = {"Destination": "", "Days": 3, "By train": False}


def fields(app: App) -> dict[str, object]:
    """What is in the three fields."""
    seen = {label: widget(app, label).value for label in FIRST}
    return seen | {"Destination": seen["Destination"] or ""}


def fill(app: App, inputs: Inputs) -> dict[str, object]:
    """Fill in the three fields, each with something new; returns what was chosen."""
    chosen = {"Destination": inputs.word(), "Days": inputs.number(5, 29), "By train": True}
    for label, value in chosen.items():
        widget(app, label).set_value(value).run()
    return chosen


def do(app: App, label: str, times: int = 1) -> None:
    """Click a button some times."""
    for _ in range(times):
        widget(app, label).click().run()


def stops(app: App) -> int | float | None:
    """The number after “Stops”."""
    return number_after(app, "Stops")


def saved(app: App) -> int | float | None:
    """The number after “Saved trips”."""
    return number_after(app, "Saved trips")


def expect_fields(app: App, wanted: dict[str, object], when: str = "") -> None:
    """Fail where a field holds something else."""
    expect(app).to_run()
    for label, value in fields(app).items():
        expect(value, f"“{label}”{when}").to_be(wanted[label])


def server_knows(app: App) -> bool:
    """Whether session state still has what is in the fields; without a key, nothing can take it away."""
    state = app.session_state
    nodes = [widget(app, label) for label in FIRST]
    return all(not node.key or (node.key in state and same(state[node.key], node.value)) for node in nodes)


def test_opens(app: App) -> None:
    """The page opens with the three fields as they are at first, no stops and no saved trips."""
    expect_fields(app.run(), FIRST)
    expect(stops(app), "the number of stops").to_be(0)
    expect(saved(app), "the number of saved trips").to_be(0)


@needs("test_opens")
def test_choices_stay(app: App, inputs: Inputs) -> None:
    """What was chosen in the fields stays."""
    chosen = fill(app.run(), inputs)
    do(app, "Save the trip")
    expect_fields(app, chosen)


@needs("test_choices_stay")
def test_adds_stops(app: App, inputs: Inputs) -> None:
    """“Add the stop” adds one, if there is a destination."""
    do(app.run(), "Add the stop")
    expect(stops(app), "the number of stops").to_be(0)
    chosen = fill(app, inputs)
    for count in range(1, inputs.number(3, 5)):
        do(app, "Add the stop")
        expect(stops(app), "the number of stops").to_be(count)
    expect_fields(app, chosen)


@needs("test_adds_stops")
def test_saves_trips(app: App, inputs: Inputs) -> None:
    """“Save the trip” counts, and changes nothing else."""
    times = inputs.number(2, 4)
    fill(app.run(), inputs)
    do(app, "Add the stop", 2)
    do(app, "Save the trip", times)
    expect(saved(app), "the number of saved trips").to_be(times)
    expect(stops(app), "the number of stops").to_be(2)


@needs("test_adds_stops")
def test_start_over_empties_the_stops(app: App, inputs: Inputs) -> None:
    """“Start over” takes all stops away, at once and for good."""
    place = str(fill(app.run(), inputs)["Destination"])
    do(app, "Add the stop", inputs.number(2, 4))
    kept = [key for key in own_keys(app) if place in repr(app.session_state[key])]
    note(len(kept) > 1, "whether the stops are kept in two places")
    do(app, "Start over")
    expect(app).to_run()
    expect(stops(app), "the number of stops").to_be(0)
    do(app, "Save the trip")
    expect(stops(app), "the number of stops, one click later").to_be(0)


@needs("test_choices_stay")
def test_start_over_puts_the_fields_back(app: App, inputs: Inputs) -> None:
    """After “Start over” the three fields are as at first."""
    fill(app.run(), inputs)
    do(app, "Start over")
    expect(app).to_run()
    note(server_knows(app), "whether session state has what is in the fields")
    expect_fields(app, FIRST)


@needs("test_choices_stay")
def test_old_values_do_not_come_back(app: App, inputs: Inputs) -> None:
    """After “Start over” and another click, no old value is in a field, or used."""
    fill(app.run(), inputs)
    do(app, "Start over")
    do(app, "Add the stop")
    expect(stops(app), "the number of stops, with no destination").to_be(0)
    expect_fields(app, FIRST, ", one click later")


@needs("test_saves_trips")
def test_start_over_keeps_the_saved_trips(app: App, inputs: Inputs) -> None:
    """“Start over” leaves the number of saved trips alone."""
    times = inputs.number(2, 4)
    do(app.run(), "Save the trip", times)
    do(app, "Start over")
    expect(app).to_run()
    expect(saved(app), "the number of saved trips").to_be(times)
    do(app, "Save the trip")
    expect(saved(app), "the number of saved trips").to_be(times + 1)


@needs("test_start_over_empties_the_stops", "test_old_values_do_not_come_back")
def test_plans_again(app: App, inputs: Inputs) -> None:
    """After “Start over” one can plan again, and start over again."""
    app.run()
    for _ in range(2):
        do(app, "Start over", 2)
        expect_fields(app, FIRST)
        chosen = fill(app, inputs)
        do(app, "Add the stop", 2)
        expect(stops(app), "the number of stops").to_be(2)
        expect_fields(app, chosen)
    do(app, "Start over")
    expect(stops(app), "the number of stops").to_be(0)


@needs("test_saves_trips")
def test_other_tabs_have_their_own(app: App, inputs: Inputs) -> None:
    """Another tab begins a trip of its own, and starting over there changes nothing here."""
    chosen = fill(app.run(), inputs)
    do(app, "Add the stop", 2)
    do(app, "Save the trip")
    second = app.new_session().run()
    expect(stops(second), "the number of stops in the second tab").to_be(0)
    expect(saved(second), "the number of saved trips in the second tab").to_be(0)
    do(second, "Start over")
    do(app, "Save the trip")
    expect(stops(app), "the number of stops in the first tab").to_be(2)
    expect_fields(app, chosen)


@needs("test_plans_again", "test_start_over_puts_the_fields_back")
@needs("test_start_over_keeps_the_saved_trips", "test_other_tabs_have_their_own")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever one plans, saves and starts over, in any order, the page shows what it should."""
    actions = [
        enter("Destination"),
        choose("Days", range(1, 31)),
        choose("By train", [True, False]),
        *(click(label) for label in ("Add the stop", "Save the trip", "Start over")),
    ]
    walk(
        actions,
        lambda app: (
            {f"“{label}”": value for label, value in fields(app).items()}
            | {"the number of stops": stops(app), "the number of saved trips": saved(app)}
        ),
    )
