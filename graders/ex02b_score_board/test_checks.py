"""Checks of ex02b: numbers that are changed, kept and shown."""

import ast
import re

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    choose,
    click,
    expect,
    names_in,
    needs,
    note,
    number_after,
    own_keys,
    text_after,
    widget,
)

TEAMS = ("Home", "Guests")


def lead(app: App) -> str | None:
    """Who is ahead: the first of the three possible words after “Lead”."""
    found = re.search("home|guests|nobody", (text_after(app, "Lead") or "").casefold())
    return found[0] if found else None


def expect_scores(app: App, home: int, guests: int) -> None:
    """Expect both scores."""
    expect(number_after(app, "Home"), "the score of Home").to_be(home)
    expect(number_after(app, "Guests"), "the score of Guests").to_be(guests)


def press(app: App, label: str, times: int = 1) -> None:
    """Click on a button so many times. A “minus” may be disabled where the score is 0."""
    for _ in range(times):
        button = widget(app, label)
        if button.disabled:
            minus_at_zero = label.endswith("minus") and not number_after(app, label.partition(" ")[0])
            expect(minus_at_zero, f"whether “{label}” can be clicked").to_be(True)
        else:
            button.click().run()


def choose_points(app: App, points: int) -> None:
    """Have each click count so many points."""
    widget(app, "Points").set_value(points).run()


def kept(app: App) -> list[int]:
    """The numbers that the app itself keeps in session state."""
    values = [app.session_state[key] for key in own_keys(app)]
    return sorted(value for value in values if type(value) is int)


def test_opens(app: App) -> None:
    """The page opens with two scores of 0, nobody ahead, and all buttons."""
    app.run()
    expect(app).to_run()
    for team in TEAMS:
        widget(app, f"{team} plus")
        widget(app, f"{team} minus")
    widget(app, "Points")
    expect_scores(app, 0, 0)
    expect(lead(app), "who is ahead").to_be("nobody")


@needs("test_opens")
def test_plus_adds_a_point(app: App) -> None:
    """A click on a “plus” adds a point to that team, and the page shows it at once."""
    app.run()
    press(app, "Home plus")
    expect_scores(app, 1, 0)
    app.restart()
    app.run()
    press(app, "Guests plus")
    expect_scores(app, 0, 1)


@needs("test_plus_adds_a_point")
def test_scores_stay(app: App, inputs: Inputs, source: ast.Module) -> None:
    """The scores stay and grow, click after click."""
    home, guests = inputs.number(3, 5), inputs.number(6, 8)
    app.run()
    press(app, "Guests plus")
    note(kept(app), "the numbers in session state")
    note("session_state" in names_in(source), "whether session state is used")
    press(app, "Guests plus", guests - 1)
    expect_scores(app, 0, guests)
    press(app, "Home plus", home)
    expect_scores(app, home, guests)
    choose_points(app, 2)
    expect_scores(app, home, guests)


@needs("test_scores_stay")
def test_points_say_how_many(app: App, inputs: Inputs) -> None:
    """“Points” says how many points a click counts."""
    app.run()
    choose_points(app, 3)
    press(app, "Home plus", 2)
    choose_points(app, 2)
    press(app, "Guests plus", times := inputs.number(2, 4))
    expect_scores(app, 6, 2 * times)


@needs("test_points_say_how_many")
def test_minus_takes_points_away(app: App, inputs: Inputs) -> None:
    """A click on a “minus” takes as many points away, from that team."""
    app.run()
    choose_points(app, 3)
    press(app, "Home plus", 4)
    press(app, "Guests plus", 5)
    choose_points(app, points := inputs.number(1, 2))
    press(app, "Home minus", 3)
    expect_scores(app, 12 - 3 * points, 15)
    press(app, "Guests minus", 2)
    expect_scores(app, 12 - 3 * points, 15 - 2 * points)


@needs("test_points_say_how_many")
def test_never_below_zero(app: App) -> None:
    """A score never goes below 0, and goes on from there."""
    app.run()
    press(app, "Home plus")
    press(app, "Home minus")
    expect_scores(app, 0, 0)
    for team in TEAMS:
        choose_points(app, 2)
        press(app, f"{team} plus")
        choose_points(app, 3)
        press(app, f"{team} minus", 2)
        expect(number_after(app, team), f"the score of {team}").to_be(0)
        press(app, f"{team} plus")
        expect(number_after(app, team), f"the score of {team}").to_be(3)


@needs("test_scores_stay")
def test_says_who_is_ahead(app: App) -> None:
    """“Lead” names the team that is ahead, or nobody, at once."""
    app.run()
    for label, ahead in (
        ("Home plus", "home"),
        ("Guests plus", "nobody"),
        ("Guests plus", "guests"),
        ("Guests minus", "nobody"),
        ("Guests minus", "home"),
        ("Home minus", "nobody"),
    ):
        press(app, label)
        expect(lead(app), "who is ahead").to_be(ahead)
    choose_points(app, 3)
    press(app, "Guests plus", 3)
    press(app, "Home plus", 4)
    expect(lead(app), "who is ahead").to_be("home")


@needs("test_plus_adds_a_point")
def test_each_tab_has_its_own_match(app: App, inputs: Inputs) -> None:
    """A second tab begins at 0, and what is clicked there changes no other."""
    app.run()
    press(app, "Home plus", 1)
    second = app.new_session().run()
    expect_scores(second, 0, 0)
    press(second, "Guests plus", inputs.number(2, 3))
    choose_points(app, 2)
    expect(number_after(app, "Guests"), "the score of Guests in the first tab").to_be(0)


@needs("test_minus_takes_points_away", "test_never_below_zero", "test_says_who_is_ahead")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever is clicked, in any order, the scores and the lead are right."""
    plus = [click(f"{team} plus") for team in TEAMS]
    minus = [click(f"{team} minus") for team in TEAMS]
    walk(
        [*plus, *plus, *minus, choose("Points", (1, 2, 3))],  # so that scores grow
        lambda app: {
            "the score of Home": number_after(app, "Home"),
            "the score of Guests": number_after(app, "Guests"),
            "who is ahead": lead(app),
        },
        sessions=1,
    )
