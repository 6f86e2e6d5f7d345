"""What a person does with an app, as a line of text that an author writes, and how it is played.

::

    click "Add one"                 choose "b" in "Pick"            refresh
    click "Add one" 3 times         choose "a", "b" in "Several"    run again
    click the second "Delete"       set "Volume" to 7               restart
    type "Ada" in "Name"            switch on "Tips"                go to "?name=Ada"
    empty "Name"                    send "Hello" in "Say"           go to the page "second.py"
    go to the page "Basket"         open the page "Basket" by its address
    delete the file "state.json"    write "[]" to the file "state.json"
    clear the cache and run again   (with Streamlit's own menu)
    in tab 2: click "Add one"       in tabs 1 and 2 at once: click "Vote"
    press Enter in "Name"           close the dialog   (with its ✕)

What is typed or chosen in a form waits there, as in a browser: nothing runs before its button is clicked, or Enter pressed.
What is written to a file may stand in ``'…'``, as JSON has quotation marks of its own. A module of its own, for the lessons' rounds and whatever else plays an author's steps.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from statecourse.app.app import run_together
from statecourse.checks.pages import go_to, open_at
from statecourse.checks.widgets import close_dialog, widget, widgets
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from statecourse.app.app import App

_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4}
_Q = r'"(?P<{}>[^"]*)"'
_LINK = r'go to "\?(?P<address>[^"]*)"'
_WHICH = r"(?:the (?P<which>first|second|third|fourth|fifth) )?"
_LABEL = _WHICH + _Q.format("label")


@dataclass
class Tabs:
    """The tabs of one app that someone has open; the first step in a tab opens it."""

    first: App
    apps: dict[int, App] = field(default_factory=dict)
    newest: int = 1

    def tab(self, number: int) -> App:
        """The tab with this number, from 1; it is opened where it is not yet."""
        if number not in self.apps:
            self.apps[number] = (self.first if not self.apps else self.first.new_session()).run()
        self.newest = number
        return self.apps[number]

    def refresh(self, number: int) -> None:
        """Load a tab anew, which begins a new session; what stands in its address stays."""
        self.tab(number).refresh()

    def open_page(self, number: int, title: str) -> None:
        """Load a page by its address in a tab, which begins a new session."""
        self.apps[number] = open_at(self.tab(number), title)

    def restart(self) -> None:
        """Stop the server and start it again; each tab loads anew by itself."""
        self.first.restart()
        for number in self.apps:
            self.apps[number] = (self.first if number == min(self.apps) else self.first.new_session()).run()


def _widget(app: App, found: dict[str, str]) -> Any:
    place = _ORDINALS.get(found["which"] or "")
    several = widgets(app, found["label"])
    if place is not None and place < len(several):
        return several[place]
    return widget(app, found["label"], in_form=True)


def _value(text: str) -> object:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


def _texts(text: str) -> list[str]:
    return re.findall(r'"([^"]*)"', text)


def _set(app: App, found: dict[str, str], value: object) -> None:
    """Give a widget a value, and have the app run, unless the value waits in a form."""
    target = _widget(app, found).set_value(value)
    if not getattr(target, "form_id", ""):
        app.run()


def _choose(app: App, found: dict[str, str]) -> None:
    values = _texts(found["values"])
    several = isinstance(_widget(app, found).value, list)
    _set(app, found, values if several else values[0])


def _press_enter(app: App, found: dict[str, str]) -> None:
    """In a form, Enter is a click on its first button, if it has one that can be used and is not told otherwise."""
    form = _widget(app, found).form_id
    enters = any(box.proto.form.form_id == form and box.proto.form.enter_to_submit for box in app.form)
    first = next((button for button in app.form_submit_button if button.form_id == form), None)
    if enters and first is not None and not first.disabled:
        first.click().run()


def _go(app: App, found: dict[str, str]) -> None:
    params = parse_qs(found["address"], keep_blank_values=True)
    app.go_to({key: value[0] if len(value) == 1 else value for key, value in params.items()})


def _go_to(app: App, page: str) -> None:
    """Click on a page in the menu, or on a link to it; a page is named by its title, or by its file."""
    if page.endswith(".py"):
        app.switch_page(page).run()
    else:
        go_to(app, page)


_STEPS: dict[str, Callable[[App, dict[str, str]], object]] = {
    rf"click {_LABEL}": lambda app, found: _widget(app, found).click().run(),
    rf"press Enter in {_LABEL}": _press_enter,
    rf"type {_Q.format('text')} in {_LABEL}": lambda app, found: _set(app, found, found["text"]),
    rf"send {_Q.format('text')} in {_LABEL}": lambda app, found: _set(app, found, found["text"]),
    rf"empty {_LABEL}": lambda app, found: _set(app, found, ""),
    rf"set {_LABEL} to (?P<value>.+)": lambda app, found: _set(app, found, _value(found["value"])),
    rf"switch on {_LABEL}": lambda app, found: _set(app, found, value=True),
    rf"switch off {_LABEL}": lambda app, found: _set(app, found, value=False),
    rf'choose (?P<values>"[^"]*"(?:, "[^"]*")*) in {_LABEL}': _choose,
    r"run again": lambda app, _: app.run(),
    r"close the dialog": lambda app, _: close_dialog(app),
    r"clear the cache and run again": lambda app, _: app.clear_cache(),
    rf"go to the page {_Q.format('page')}": lambda app, found: _go_to(app, found["page"]),
    _LINK: _go,
    rf"delete the file {_Q.format('file')}": lambda app, found: app.delete_file(found["file"]),
    rf"write (?P<quote>[\"'])(?P<text>.*)(?P=quote) to the file {_Q.format('file')}": lambda app, found: (
        app.write_file(found["file"], found["text"].encode(), f"write to the file “{found['file']}”")
    ),
}
_PATTERNS = [(re.compile(pattern), play) for pattern, play in _STEPS.items()]
_TIMES = re.compile(r"(?P<step>.+?) (?P<times>\d{1,2}) times")
_IN_TAB = re.compile(r"in tab (?P<tab>[1-9]): (?P<step>.+)")
_BY_ADDRESS = re.compile(rf"open the page {_Q.format('page')} by its address")
_AT_ONCE = re.compile(rf"in tabs (?P<tab>[1-9]) and (?P<other>[1-9]) at once: (?P<step>click {_LABEL})")


@dataclass(frozen=True)
class Step:
    """One step that was read: in which tab (0 where the line does not say), what, and how often.

    ``other`` is a tab in which the same is done at the same moment; 0 where there is none.
    """

    text: str
    tab: int
    times: int
    other: int = 0

    @property
    def link(self) -> str:
        """What stands behind the ``?`` of the link that is opened; "" for what opens none."""
        found = re.fullmatch(_LINK, self.text)
        return found["address"] if found else ""

    @property
    def sets(self) -> str:
        """The label of the widget that gets a value, which waits if the widget is in a form; "" for what runs at once."""
        found = re.search(r'"([^"]*)"(?: to .+)?$', self.text)
        return found[1] if found and re.match(r"type|set|empty|switch|choose", self.text) else ""


def read_step(line: str, place: str) -> Step:
    """Read a step. Raises `CourseError`, which begins with ``place``, for one that nobody could play."""
    tab, times, rest = 0, 1, line.strip()
    if found := _AT_ONCE.fullmatch(rest):
        return Step(found["step"], int(found["tab"]), times, int(found["other"]))
    if found := _IN_TAB.fullmatch(rest):
        tab, rest = int(found["tab"]), found["step"]
    if found := _TIMES.fullmatch(rest):
        times, rest = int(found["times"]), found["step"]
    known = (
        rest in {"open", "refresh", "restart"}
        or _BY_ADDRESS.fullmatch(rest)
        or any(p.fullmatch(rest) for p, _ in _PATTERNS)
    )
    if not known:
        raise CourseError(f'{place}: “{line}” is no step; write one such as: click "Add one" 3 times')
    return Step(rest, tab, times)


def play_step(step: Step, tabs: Tabs) -> None:
    """Do what a step says. Raises what a check raises where the page has no such thing."""
    for _ in range(step.times):
        _play_once(step, tabs)


def _play_once(step: Step, tabs: Tabs) -> None:
    number = step.tab or tabs.newest
    if step.other:
        _play_at_once(step, tabs)
    elif step.text == "restart":
        tabs.restart()
    elif step.text == "refresh":
        tabs.refresh(number)
    elif page := _BY_ADDRESS.fullmatch(step.text):
        tabs.open_page(number, page["page"])
    elif step.text == "open":
        tabs.tab(number)
    else:
        app = tabs.tab(number)
        pattern, play = next((p, play) for p, play in _PATTERNS if p.fullmatch(step.text))
        match = pattern.fullmatch(step.text)
        play(app, match.groupdict() if match else {})


def _play_at_once(step: Step, tabs: Tabs) -> None:
    label = re.fullmatch(f"click {_LABEL}", step.text)
    apps = [tabs.tab(number) for number in (step.tab, step.other)]
    for app in apps:
        _widget(app, label.groupdict() if label else {}).click()
    run_together(*apps)
