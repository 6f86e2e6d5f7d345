"""What a check is written with: the one place that graders import from.

::

    @needs("test_opens")
    def test_count_survives_a_rerun(app: App) -> None:
        \"\"\"The count is kept when another widget reruns the app.\"\"\"
        app.run()
        app.button(key="add").click().run()
        app.text_input(key="name").input("Ada").run()
        expect(app.metric[0].value, "the count").to_be("1")
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
from statecourse.checks.widgets import close_dialog, names_in, own_keys, press_enter, widget, widgets

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
