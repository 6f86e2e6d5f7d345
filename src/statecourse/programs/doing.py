"""The steps of a person with an app, each a line of text that an author writes, and how they are played.

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

What is typed or chosen in a form waits there, as in a browser, until its button is clicked or Enter is pressed.
The text for a file may stand in ``'…'``, as JSON has quotation marks of its own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from statecourse.app.app import run_together
from statecourse.checks.pages import go_to, open_at
from statecourse.checks.widgets import close_dialog, pressed_by_enter, widget, widgets
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from statecourse.app.app import App

_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4}
_Q = r'"(?P<{}>[^"]*)"'
_LINK = r'go to "\?(?P<address>[^"]*)"'
_WHICH = r"(?:the (?P<which>first|second|third|fourth|fifth) )?"
_LABEL = _WHICH + _Q.format("label")


@dataclass
class Tabs:
    """The open tabs of one app. The first step in a tab opens it."""

    first: App
    apps: dict[int, App] = field(default_factory=dict)
    newest: int = 1

    def tab(self, number: int) -> App:
        """The tab of this number, from 1 on; it is opened if it is not yet."""
        if number not in self.apps:
            self.apps[number] = (self.first if not self.apps else self.first.new_session()).run()
        self.newest = number
        return self.apps[number]

    def refresh(self, number: int) -> None:
        """Reload a tab at its address, which begins a new session."""
        self.tab(number).refresh()

    def open_page(self, number: int, title: str) -> None:
        """Load a page by its address in a tab, which begins a new session."""
        self.apps[number] = open_at(self.tab(number), title)

    def restart(self) -> None:
        """Restart the server; each tab reloads by itself."""
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
    """Give a widget a value, and run the app unless the value waits in a form."""
    target = _widget(app, found).set_value(value)
    if not getattr(target, "form_id", ""):
        app.run()


def _choose(app: App, found: dict[str, str]) -> None:
    values = _texts(found["values"])
    several = isinstance(_widget(app, found).value, list)
    _set(app, found, values if several else values[0])


def _press_enter(app: App, found: dict[str, str]) -> None:
    button = pressed_by_enter(app, _widget(app, found))
    if button is not None:
        button.click().run()


def _go(app: App, found: dict[str, str]) -> None:
    params = parse_qs(found["address"], keep_blank_values=True)
    app.go_to({key: value[0] if len(value) == 1 else value for key, value in params.items()})


def _go_to(app: App, page: str) -> None:
    """Click a page in the menu or a link to it. A page is named by its title, or by its file."""
    if page.endswith(".py"):
        app.switch_page(page).run()
    else:
        go_to(app, page)


_APP_STEPS: dict[str, Callable[[App, dict[str, str]], object]] = {
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
_Play = Callable[[Tabs, int, dict[str, str]], object]
_TAB_STEPS: dict[str, _Play] = {
    "open": lambda tabs, tab, _: tabs.tab(tab),
    "refresh": lambda tabs, tab, _: tabs.refresh(tab),
    "restart": lambda tabs, *_: tabs.restart(),
    rf"open the page {_Q.format('page')} by its address": lambda tabs, tab, found: tabs.open_page(
        tab, found["page"]
    ),
}


def _in_tab(play: Callable[[App, dict[str, str]], object]) -> _Play:
    return lambda tabs, tab, found: play(tabs.tab(tab), found)


_PATTERNS = [
    (re.compile(pattern), play)
    for pattern, play in (_TAB_STEPS | {key: _in_tab(play) for key, play in _APP_STEPS.items()}).items()
]
_TIMES = re.compile(r"(?P<step>.+?) (?P<times>\d{1,2}) times")
_IN_TAB = re.compile(r"in tab (?P<tab>[1-9]): (?P<step>.+)")
_AT_ONCE = re.compile(rf"in tabs (?P<tab>[1-9]) and (?P<other>[1-9]) at once: (?P<step>click {_LABEL})")


@dataclass(frozen=True)
class Step:
    """A step: what is done, in which tab (0 for the last one), and how often.

    ``other`` is a second tab where the same is done at the same moment; 0 for none.
    """

    text: str
    tab: int
    times: int
    other: int = 0

    @property
    def link(self) -> str:
        """The query of the link that the step opens; empty if it opens none."""
        found = re.fullmatch(_LINK, self.text)
        return found["address"] if found else ""

    @property
    def sets(self) -> str:
        """The label of the widget that gets a value, which may wait in a form; empty for other steps."""
        found = re.search(r'"([^"]*)"(?: to .+)?$', self.text)
        return found[1] if found and re.match(r"type|set|empty|switch|choose", self.text) else ""


def read_step(line: str, place: str) -> Step:
    """Parse a step. Raises `CourseError`, which begins with ``place``, if it is none of the steps above."""
    tab, times, rest = 0, 1, line.strip()
    if found := _AT_ONCE.fullmatch(rest):
        return Step(found["step"], int(found["tab"]), times, int(found["other"]))
    if found := _IN_TAB.fullmatch(rest):
        tab, rest = int(found["tab"]), found["step"]
    if found := _TIMES.fullmatch(rest):
        times, rest = int(found["times"]), found["step"]
    if _match(rest) is None:
        raise CourseError(f'{place}: “{line}” is no step; write one such as: click "Add one" 3 times')
    return Step(rest, tab, times)


def _match(text: str) -> tuple[_Play, dict[str, str]] | None:
    """How a step is played, and the parts of its text."""
    for pattern, play in _PATTERNS:
        if found := pattern.fullmatch(text):
            return play, found.groupdict()
    return None


def play_step(step: Step, tabs: Tabs) -> None:
    """Do what a step says. Raises what a check raises if the page has no such thing."""
    found = _match(step.text)
    assert found is not None  # `read_step` has seen to it
    play, parts = found
    for _ in range(step.times):
        if step.other:
            _play_at_once(parts, [tabs.tab(number) for number in (step.tab, step.other)])
        else:
            play(tabs, step.tab or tabs.newest, parts)


def _play_at_once(parts: dict[str, str], apps: list[App]) -> None:
    for app in apps:
        _widget(app, parts).click()
    run_together(*apps)
