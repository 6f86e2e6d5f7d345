"""Checks of ex12b: seven faults of a game, each with a check that the others do not disturb."""

import re

from statecourse.checks import (
    App,
    CheckFailed,
    Inputs,
    Walk,
    action,
    choose,
    expect,
    fill,
    needs,
    number_after,
    page_text,
    text_after,
    widget,
)

HIGHEST = {"Easy": 10, "Normal": 200, "Hard": 2000}
ATTEMPTS = {"Easy": 4, "Normal": 8, "Hard": 12}


def set_value(app: App, label: str, value: object) -> None:
    """Set a widget, which must not stop the app."""
    fill(app, label, value)
    expect(app).to_run()


def press(app: App, label: str) -> None:
    """Click on a button, of a form or not, that can be used."""
    button = widget(app, label, in_form=True)
    if not button.disabled:
        button.click().run()
    expect(app).to_run()


def number(app: App, label: str) -> int:
    """The whole number after a label. Fails the check where there is none."""
    found = number_after(app, label)
    if not isinstance(found, int):
        raise CheckFailed(f"there is no “{label}:” with a number on the page")
    return found


def guess(app: App, tried: int) -> None:
    """Try a number."""
    set_value(app, "Your guess", tried)
    press(app, "Guess")


def guess_right(app: App) -> None:
    """Try the secret number itself."""
    guess(app, number(app, "Secret"))


def wrong_number(app: App, which: int = 0) -> int:
    """One of the first numbers that are not the secret."""
    secret = number(app, "Secret")
    return [tried for tried in range(1, 7) if tried != secret][which]


def guess_wrong(app: App, which: int = 0) -> None:
    """Try a number that is not the secret."""
    guess(app, wrong_number(app, which))


def game_of(app: App, attempts: int) -> None:
    """Begin a new game of so many attempts. Whether they count before that is left open."""
    set_value(app, "Attempts per game", attempts)
    press(app, "New game")


def guesses(app: App) -> list[int]:
    """The guesses that the page lists."""
    return [int(found) for found in re.findall(r"\d+", text_after(app, "Your guesses") or "")]


def status(app: App) -> str | None:
    """What the page says about the game."""
    return text_after(app, "Status")


def test_opens(app: App) -> None:
    """The page opens with a game of the level “Normal” that can be played."""
    app.run()
    expect(app).to_run()
    expect(widget(app, "Level").value, "the level").to_be("Normal")
    expect(widget(app, "Attempts per game").value, "“Attempts per game”").to_be(ATTEMPTS["Normal"])
    expect(number(app, "Attempts left"), "the attempts left").to_be(ATTEMPTS["Normal"])
    expect(number(app, "Games won"), "the games won").to_be(0)
    expect(status(app), "the status").to_be("playing")
    expect(1 <= number(app, "Secret") <= HIGHEST["Normal"], "whether the secret is in the range").to_be(True)


@needs("test_opens")
def test_secret_is_of_the_level(app: App) -> None:
    """Another level has a secret number that can be guessed in it."""
    app.run()
    for _ in range(5):
        tab = app.new_session().run()
        set_value(tab, "Level", "Easy")
        seen = number(tab, "Secret")
        expect(seen, "the secret number of the level “Easy”").to_be_one_of(range(1, HIGHEST["Easy"] + 1))


@needs("test_opens")
def test_attempts_follow_the_level(app: App, inputs: Inputs) -> None:
    """“Attempts per game” follows each change of the level, and keeps what somebody sets there until the next one."""
    app.run()
    for level in ("Easy", "Hard"):
        set_value(app, "Level", level)
        expect(widget(app, "Attempts per game").value, f"“Attempts per game” of “{level}”").to_be(
            ATTEMPTS[level]
        )
    set_value(app, "Attempts per game", mine := inputs.number(13, 19))
    app.run()
    expect(widget(app, "Attempts per game").value, "“Attempts per game”, as it was set").to_be(mine)


@needs("test_opens")
def test_a_guess_counts_at_once(app: App, inputs: Inputs) -> None:
    """The page of a click on “Guess” says how many attempts are left after it."""
    app.run()
    for used in range(1, inputs.number(3, 5)):
        guess_wrong(app)
        left = ATTEMPTS["Normal"] - used
        expect(number(app, "Attempts left"), "the attempts left, right after a guess").to_be(left)


@needs("test_opens")
def test_lists_the_guesses(app: App, inputs: Inputs) -> None:
    """The page lists all guesses of the game, in their order."""
    app.run()
    tried = [wrong_number(app, which) for which in inputs.sample(range(5), 3)]
    for one in tried:
        guess(app, one)
    expect(guesses(app.run()), "the guesses on the page").to_be(tried)


@needs("test_opens")
def test_says_correct(app: App) -> None:
    """Who guesses the number is told so, in the run of the click."""
    app.run()
    guess_right(app)
    expect(page_text(app), "the page after the right guess").to_contain("Correct!")


@needs("test_opens")
def test_code_counts_once(app: App) -> None:
    """The bonus code gives two more attempts, however often the page runs after it."""
    app.run()
    set_value(app, "Bonus code", "LUCKY")
    for runs in range(1, 4):
        left = number(app.run(), "Attempts left")
        expect(left, f"the attempts left, {runs} runs after the code").to_be(ATTEMPTS["Normal"] + 2)


@needs("test_opens")
def test_new_game_can_be_played(app: App) -> None:
    """After a game was won, “New game” begins one in which guesses count. Not each has the same secret number."""
    app.run()
    guess_right(app)
    press(app, "New game")
    expect(status(app.run()), "the status of the new game").to_be("playing")
    guess_wrong(app)
    left = number(app.run(), "Attempts left")
    expect(left, "the attempts left after a guess in the new game").to_be(ATTEMPTS["Normal"] - 1)
    secrets = {number(app, "Secret")}
    for _ in range(4):
        press(app, "New game")
        secrets.add(number(app, "Secret"))
    expect(len(secrets) > 1, "whether “New game” makes a new secret number").to_be(True)


@needs("test_attempts_follow_the_level", "test_a_guess_counts_at_once", "test_new_game_can_be_played")
def test_the_last_attempt_decides(app: App) -> None:
    """Who guesses the number with the last attempt has won, and who does not has lost, in the run of the click."""
    app.run()
    for last, result in ((guess_right, "won"), (guess_wrong, "lost")):
        game_of(app, 2)
        guess_wrong(app, 1)
        expect(status(app), "the status with one attempt left").to_be("playing")
        last(app)
        expect(status(app), "the status after the last attempt").to_be(result)
        expect(number(app, "Games won"), "the games won").to_be(1)


@needs("test_secret_is_of_the_level", "test_attempts_follow_the_level", "test_a_guess_counts_at_once")
@needs(
    "test_lists_the_guesses", "test_says_correct", "test_code_counts_once", "test_the_last_attempt_decides"
)
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever players do, in any order, each has a game that keeps the rules."""
    actions = [
        action("guess wrong", guess_wrong, range(5)),
        action("guess right", guess_right),
        action("begin a new game", lambda app: press(app, "New game")),
        choose("Level", list(HIGHEST)),
        action(
            "enter the code",
            lambda app: set_value(app, "Bonus code", "LUCKY"),
            possible=lambda app: (
                status(app) == "playing" and not widget(app, "Bonus code", in_form=True).value
            ),
        ),
        action("set the attempts and begin a new game", game_of, range(1, 21)),
        action("run the app again", App.run),
    ]

    def look(app: App) -> dict[str, object]:
        return {
            "the level": widget(app, "Level").value,
            "“Attempts per game”": widget(app, "Attempts per game").value,
            "the attempts left": number(app, "Attempts left"),
            "how many guesses the page lists": len(guesses(app)),
            "the status": status(app),
            "the games won": number(app, "Games won"),
            "whether the secret is in the range": number(app, "Secret")
            <= HIGHEST[widget(app, "Level").value],
        }

    walk(actions, look)
