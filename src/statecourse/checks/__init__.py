"""What a check is written with: graders import from here, and from no module below.

::

    @needs("test_opens")
    def test_count_survives_a_rerun(app: App) -> None:
        \"\"\"The count is kept when another widget reruns the app.\"\"\"
        app.run()
        app.button(key="add").click().run()
        app.text_input(key="name").input("Ada").run()
        expect(app.metric[0].value, "the count").to_be("1")

CONTRIBUTING.md explains each name in `__all__`. A check that fails raises `CheckFailed`, which is a verdict on the
app; anything else that it raises by itself is an error of the grader. The room imports `app` and what that
imports; it knows nothing of pytest's run, exercises and reports, which are `judge`'s.

Begin with `expect`: nearly every check ends there.

- `expect`: expectations, `CheckFailed`, and which checks another one needs
- `widgets`: widgets by their labels; Enter, dialogs
- `pages`: the menu of pages, and their addresses
- `inputs`: random names, words and numbers
- `damages`: a file that an app keeps, damaged in each way
- `race`: sessions that act at the same moment
- `locks`: which misconception about locks a source shows
- `actions`: what one can do with an app, and how random walks are drawn from it
- `visitors`, `walks`, `shortest`: walks that are taken with the answer and with the reference, and shortened
- `suites`: answers that are tests themselves
"""

from statecourse.app.app import App, run_together
from statecourse.app.page_text import (
    dialog_title,
    in_page_order,
    number_after,
    page_text,
    text_after,
    texts_after,
    values,
)
from statecourse.app.trace import exception_of
from statecourse.checks.actions import Action, action, choose, click, enter
from statecourse.checks.damages import Damage, damages
from statecourse.checks.expect import CheckFailed, expect, has, needs, note, same
from statecourse.checks.inputs import Inputs
from statecourse.checks.locks import why_lost
from statecourse.checks.pages import go_to, has_page, open_at, page_titles
from statecourse.checks.race import race
from statecourse.checks.suites import Suite
from statecourse.checks.walks import Walk
from statecourse.checks.widgets import close_dialog, fill, names_in, own_keys, press_enter, widget, widgets

__all__ = [
    "Action",
    "App",
    "CheckFailed",
    "Damage",
    "Inputs",
    "Suite",
    "Walk",
    "action",
    "choose",
    "click",
    "close_dialog",
    "damages",
    "dialog_title",
    "enter",
    "exception_of",
    "expect",
    "fill",
    "go_to",
    "has",
    "has_page",
    "in_page_order",
    "names_in",
    "needs",
    "note",
    "number_after",
    "open_at",
    "own_keys",
    "page_text",
    "page_titles",
    "press_enter",
    "race",
    "run_together",
    "same",
    "text_after",
    "texts_after",
    "values",
    "why_lost",
    "widget",
    "widgets",
]
