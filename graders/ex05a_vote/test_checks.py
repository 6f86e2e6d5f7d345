"""Checks of ex05a: each button of a loop votes for its own film, and a film is proposed once."""

import ast

from statecourse.checks import App, Inputs, Walk, action, click, expect, needs, number_after, widget, widgets

FILMS = ("Alien", "Brazil", "Casablanca")


def vote(app: App, *films: str) -> None:
    """Click on “Vote for …” for each film."""
    for film in films:
        widget(app, f"Vote for {film}").click().run()
        expect(app).to_run()


def propose(app: App, title: str) -> None:
    """Enter a title."""
    widget(app, "New film").input(title).run()
    expect(app).to_run()


def titles(inputs: Inputs, count: int) -> list[str]:
    """Different titles of films."""
    return [word.title() for word in inputs.words(count)]


def expect_votes(app: App, *given: str, also: tuple[str, ...] = (), why: str = "") -> None:
    """Each film, and the total, has the votes that were given."""
    for film in (*FILMS, *also):
        expect(number_after(app, film), f"the votes of “{film}”").to_be(given.count(film), misconception=why)
    expect(number_after(app, "Total"), "the total").to_be(len(given), misconception=why)


def why_in_every_run(source: ast.Module) -> str:
    """How votes can come that nobody has given: by a call in place of a callback, or below a button without `if`."""
    calls = [node for node in ast.walk(source) if isinstance(node, ast.Call)]
    callbacks = [keyword.value for call in calls for keyword in call.keywords if keyword.arg == "on_click"]
    if any(isinstance(value, ast.Call) and "partial" not in ast.unparse(value.func) for value in callbacks):
        return "called_at_once"
    alone = [node.value for node in ast.walk(source) if isinstance(node, ast.Expr)]
    buttons = [ast.unparse(node.func) for node in alone if isinstance(node, ast.Call)]
    return "" if callbacks or not any(name.endswith("button") for name in buttons) else "button_without_if"


def test_opens(app: App, source: ast.Module) -> None:
    """The page opens with three films, a button for each, and no votes."""
    app.run()
    expect(app).to_run()
    widget(app, "New film")
    for film in FILMS:
        widget(app, f"Vote for {film}")
    expect_votes(app, why=why_in_every_run(source))


@needs("test_opens")
def test_counts_a_vote(app: App, source: ast.Module) -> None:
    """A click on “Vote for …” counts one vote for this film and no other one, at once."""
    app.run()
    for film in FILMS:
        tab = app.new_session().run()
        vote(tab, film)
        expect_votes(tab, film, why=why_in_every_run(source))


@needs("test_counts_a_vote")
def test_votes_stay(app: App, inputs: Inputs) -> None:
    """Votes add up, whichever films they are for."""
    films = [*FILMS, *inputs.choices(FILMS, k=4)]
    inputs.shuffle(films)
    app.run()
    vote(app, *films)
    expect_votes(app, *films)


@needs("test_opens")
def test_shows_a_proposed_film(app: App, inputs: Inputs) -> None:
    """A film that is proposed is shown at once, without votes and with a button of its own."""
    title, other = titles(inputs, 2)
    app.run()
    propose(app, title)
    expect_votes(app, also=(title,))
    expect(len(widgets(app, f"Vote for {title}")), f"the number of buttons “Vote for {title}”").to_be(1)
    propose(app, other)
    expect_votes(app, also=(title, other))


@needs("test_counts_a_vote", "test_shows_a_proposed_film")
def test_counts_votes_for_a_proposed_film(app: App, inputs: Inputs) -> None:
    """The votes for a proposed film count like any others, and stay."""
    title = titles(inputs, 1)[0]
    films = [title, title, "Alien", title, "Brazil"]
    app.run()
    propose(app, title)
    vote(app, *films)
    expect_votes(app, *films, also=(title,))


@needs("test_counts_votes_for_a_proposed_film")
def test_a_film_is_proposed_once(app: App, inputs: Inputs) -> None:
    """To propose a film that is there already changes nothing."""
    title, other = titles(inputs, 2)
    films = ["Alien", title, "Alien"]
    app.run()
    propose(app, title)
    propose(app, other)
    vote(app, *films)
    for again in ("Alien", title):
        propose(app, again)
        expect_votes(app, *films, also=(title, other))


@needs("test_shows_a_proposed_film")
def test_an_empty_title_is_no_film(app: App, inputs: Inputs) -> None:
    """An empty title proposes nothing, at the beginning or later, and takes no film away."""
    title = titles(inputs, 1)[0]
    app.run()
    expect(len(widgets(app, "Vote for")), "the number of buttons without a title").to_be(0)
    propose(app, title)
    propose(app, "")
    expect(len(widgets(app, "Vote for")), "the number of buttons without a title").to_be(0)
    expect_votes(app, also=(title,))


@needs("test_counts_a_vote", "test_shows_a_proposed_film")
def test_each_visitor_has_an_own_poll(app: App, inputs: Inputs) -> None:
    """A second visitor begins with the three films, and no votes, and may propose what the first one did."""
    title = titles(inputs, 1)[0]
    app.run()
    propose(app, title)
    vote(app, "Brazil", title)
    second = app.new_session().run()
    expect_votes(second)
    expect(len(widgets(second, f"Vote for {title}")), f"the number of buttons “Vote for {title}”").to_be(0)
    propose(second, title)
    expect_votes(second, also=(title,))


def poll(app: App, films: list[str]) -> dict[str, object]:
    """The votes of each film, which is None where it is not shown, and the total."""
    seen: dict[str, object] = {f"the votes of “{film}”": number_after(app, film) for film in films}
    return seen | {"the total": number_after(app, "Total")}


@needs("test_votes_stay", "test_a_film_is_proposed_once", "test_an_empty_title_is_no_film")
@needs("test_each_visitor_has_an_own_poll")
def test_whatever_one_does(walk: Walk, inputs: Inputs) -> None:
    """Whatever visitors vote for and propose, in any order, each sees the votes of their own poll."""
    films = [*FILMS, "Aliens", *titles(inputs, 1)]  # one begins like another one
    actions = [
        *(click(f"Vote for {film}") for film in films),
        action("propose", propose, [*films, ""]),
    ]
    walk(actions, lambda app: poll(app, films))
