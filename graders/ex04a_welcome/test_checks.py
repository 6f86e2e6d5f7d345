"""Checks of ex04a: a field that stays the same one, though its label changes with the language."""

import ast
import re

from statecourse.checks import (
    App,
    CheckFailed,
    Inputs,
    Walk,
    choose,
    click,
    enter,
    expect,
    needs,
    note,
    page_text,
    widget,
    widgets,
)

LABELS = {"English": "Enter your username", "Français": "Entrez votre nom"}
WORDS = {"English": "Welcome", "Français": "Bienvenue"}


def field(app: App, language: str = "English") -> str:
    """The name in the field; the field has the label of this language."""
    return widget(app, LABELS[language]).value or ""


def enter_name(app: App, name: str, language: str = "English") -> None:
    """Type a name into the field, which runs the app."""
    widget(app, LABELS[language]).input(name).run()
    expect(app).to_run()


def speak(app: App, language: str) -> None:
    """Choose a language."""
    widget(app, "Language").set_value(language).run()
    expect(app).to_run()


def greetings(app: App) -> str:
    """Who is greeted, as “Welcome, Ada!”; “nobody” where no one is. One greeting is as good as several alike."""
    found = re.findall(rf"\b({'|'.join(WORDS.values())})\s*,[^\S\n]*([^\n!]*?)\s*!", page_text(app))
    return " and ".join(dict.fromkeys(f"{word}, {name}!" for word, name in found)) or "nobody"


def greeting(name: str, language: str = "English") -> str:
    """The greeting that the task asks for."""
    return f"{WORDS[language]}, {name}!" if name else "nobody"


def has_key(source: ast.Module) -> bool:
    """Whether a text input is made with a key: with one for each language, it looks as if it had none."""
    calls = [node for node in ast.walk(source) if isinstance(node, ast.Call)]
    inputs = [call for call in calls if ast.unparse(call.func).endswith("text_input")]
    return any(keyword.arg == "key" for call in inputs for keyword in call.keywords)


def test_opens(app: App) -> None:
    """The page opens in English, with an empty field, and greets nobody."""
    app.run()
    expect(app).to_run()
    for label in ("Language", "Ring the bell"):
        widget(app, label)
    expect(field(app), "the name in the field").to_be("")
    expect(greetings(app), "who is greeted").to_be("nobody")


@needs("test_opens")
def test_greets(app: App, inputs: Inputs) -> None:
    """Whoever enters a name is greeted by it at once, and the field stays."""
    name = inputs.name()
    app.run()
    enter_name(app, name)
    expect(greetings(app), "who is greeted").to_be(greeting(name))
    expect(field(app), "the name in the field").to_be(name)


@needs("test_greets")
def test_name_stays(app: App, inputs: Inputs) -> None:
    """The name is still there after the bell has rung, as often as one likes."""
    name = inputs.name()
    app.run()
    enter_name(app, name)
    for _ in range(inputs.number(1, 3)):
        widget(app, "Ring the bell").click().run()
        expect(app).to_run()
        expect(greetings(app), "who is greeted").to_be(greeting(name))
        expect(field(app), "the name in the field").to_be(name)


@needs("test_greets")
def test_name_can_be_changed(app: App, inputs: Inputs) -> None:
    """Another name counts at once, as often as it is changed."""
    app.run()
    for name in inputs.names(4):
        enter_name(app, name)
        expect(greetings(app), "who is greeted").to_be(greeting(name))
        expect(field(app), "the name in the field").to_be(name)


@needs("test_greets")
def test_name_can_be_emptied(app: App, inputs: Inputs) -> None:
    """Where the field is emptied, nobody is greeted any more."""
    app.run()
    enter_name(app, inputs.name())
    enter_name(app, "")
    expect(greetings(app), "who is greeted").to_be("nobody")
    expect(field(app), "the name in the field").to_be("")


@needs("test_greets")
def test_name_stays_in_another_language(app: App, inputs: Inputs, source: ast.Module) -> None:
    """In French the greeting and the label are French, and the name is the same; so it is back in English."""
    name = inputs.name()
    app.run()
    enter_name(app, name)
    for language in ("Français", "English"):
        speak(app, language)
        expect(greetings(app), "who is greeted").to_be(greeting(name, language))
        expect(field(app, language), "the name in the field").to_be(name)
    note(has_key(source), "whether the field has a key")


@needs("test_name_stays_in_another_language")
def test_name_is_entered_in_french(app: App, inputs: Inputs) -> None:
    """A name that is entered in French counts at once in place of an English one, also in English; so does none."""
    zero, one, two = inputs.names(3)
    app.run()
    enter_name(app, zero)
    speak(app, "Français")
    enter_name(app, one, "Français")
    enter_name(app, two, "Français")
    expect(greetings(app), "who is greeted").to_be(greeting(two, "Français"))
    speak(app, "English")
    expect(greetings(app), "who is greeted").to_be(greeting(two))
    expect(field(app), "the name in the field").to_be(two)
    enter_name(app, "")
    speak(app, "Français")
    expect(greetings(app), "who is greeted").to_be("nobody")
    expect(field(app, "Français"), "the name in the field").to_be("")
    enter_name(app, one, "Français")
    enter_name(app, "", "Français")
    speak(app, "English")
    expect(greetings(app), "who is greeted").to_be("nobody")
    expect(field(app), "the name in the field").to_be("")


@needs("test_greets")
def test_each_visitor_has_a_name(app: App, inputs: Inputs) -> None:
    """Another visitor begins with an empty field, and each is greeted by the own name."""
    one, two = inputs.names(2)
    app.run()
    enter_name(app, one)
    other = app.new_session().run()
    expect(greetings(other), "who is greeted in another tab").to_be("nobody")
    expect(field(other), "the name in the field of another tab").to_be("")
    enter_name(other, two)
    widget(app, "Ring the bell").click().run()
    expect(greetings(app), "who is greeted").to_be(greeting(one))


def page(app: App) -> dict[str, object]:
    """The field, by whichever of its labels it has, and who is greeted."""
    there = [label for label in LABELS.values() if widgets(app, label)]
    if len(there) != 1:
        text = f"the page has {len(there)} fields for the name"
        raise CheckFailed(text, expected="one of the two", seen=", ".join(there) or "none")
    return {
        "the label of the field": there[0],
        "the name in the field": widget(app, there[0]).value or "",
        "who is greeted": greetings(app),
    }


@needs("test_name_stays", "test_name_can_be_changed", "test_name_can_be_emptied")
@needs("test_name_is_entered_in_french", "test_each_visitor_has_a_name")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever visitors enter and choose, in any order, each is greeted by the name in the field."""
    actions = [
        choose("Language", list(LABELS)),
        *(enter(label, Inputs.name) for label in LABELS.values()),
        *(choose(label, [""]) for label in LABELS.values()),
        click("Ring the bell"),
    ]
    walk(actions, page)
