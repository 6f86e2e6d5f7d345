"""What a student is told where a check failed: what was missing, what was seen, where it went wrong."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from since import since

Judge = Any

PAGE = """
st.text("0")
st.button("Go", key="go")
st.button("Off", disabled=True)
st.selectbox("Pick", ["a", "b"])
st.session_state.kept = 1
with st.form("f"):
    st.text_input("Inside")
    st.form_submit_button("Send")
"""


def failure(judge: Judge, body: str, app: str | bytes = PAGE, **files: str) -> Any:
    """The failure of a check with this body."""
    check = judge.one(f"def test_x(app):\n    {body}\n", app, **files)
    assert (check.outcome, check.error) == ("failed", "")
    return check.failure


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "app.button[3]",
            ("a button is missing from the page", "4 of them, or more", "3: “Go” (key “go”), “Off”, “Send”"),
        ),
        (
            "app.button(key='add')",
            (
                "there is no button with the key “add” on the page",
                "a button with the key “add”",
                "3: “Go” (key “go”), “Off”, “Send”",
            ),
        ),
        ("app.metric[0]", ("a metric is missing from the page", "at least one", "no metric at all")),
        pytest.param(
            "app.expander[0]",
            ("an expander is missing from the page", "at least one", "no expander at all"),
            marks=since("1.67"),
        ),
        pytest.param(
            "app.tabs[0]",
            ("a tab is missing from the page", "at least one", "no tab at all"),
            marks=since("1.67"),
        ),
        (
            "app.main.checkbox[0]",
            ("an element is missing from the page", "at least one", "no element at all"),
        ),
        (
            "widget(app, 'Add')",
            (
                "there is no widget with the label “Add” on the page",
                "a widget labelled “Add”",
                "these widgets: “Go”, “Off”, “Pick”, “Inside”, “Send”",
            ),
        ),
        (
            "app.session_state['count']",
            ("st.session_state has no key “count”", "a value under the key “count”", "the keys “go”, “kept”"),
        ),
        (
            "app.session_state.count",
            ("st.session_state has no key “count”", "a value under the key “count”", "the keys “go”, “kept”"),
        ),
        (
            "app.selectbox[0].select('z').run()",
            ("“Pick” cannot be used as the task asks", "an option that is not there", "only “a”, “b”"),
        ),
        pytest.param(
            "widget(app, 'Off').click().run()",
            (
                "“Off” cannot be used as the task asks",
                "",
                "Cannot update a disabled button widget. A browser user cannot interact with a disabled widget.",
            ),
            marks=since("1.63"),
        ),
    ],
)
def test_what_is_missing_is_named_with_what_is_there(
    body: str, told: tuple[str, str, str], judge: Judge
) -> None:
    """A check may look for anything with AppTest's own words, and the student is told in plain ones."""
    found = failure(judge, f"app.run(); {body}")
    assert (found.summary, found.expected, found.seen) == told


def test_a_disabled_button_is_not_clicked(judge: Judge) -> None:
    """Not with an older Streamlit, either, whose AppTest clicks it."""
    assert "disabled" in failure(judge, "app.run(); widget(app, 'Off').click().run()").seen


def test_a_widget_of_another_kind_is_the_apps_choice(judge: Judge) -> None:
    """Not the check's mistake, even where the call of its method does not fit."""
    found = failure(judge, "app.run(); widget(app, 'Like').click()", "st.menu_button('Like', ['a'])")
    assert found.summary == "a menu button cannot be used as the task asks"
    assert found.seen == "MenuButton.click() missing 1 required positional argument: 'v'"


def test_a_function_of_the_app_that_raises_is_the_apps_failure(judge: Judge) -> None:
    """Where a check calls what it found in session state."""
    app = "def half(n): return 1 / n\nst.session_state.half = half"
    found = failure(judge, "app.run(); app.session_state.half(0)", app)
    assert found.summary == "a function of the app raises an exception"
    assert found.seen == "ZeroDivisionError: division by zero"


def test_an_empty_session_state_is_said_to_be_empty(judge: Judge) -> None:
    """There are no keys to list."""
    assert failure(judge, "app.run(); app.session_state.count", "").seen == "no keys at all"


# --- exceptions of the app ---------------------------------------------------------------------

RAISES = "app.run(); expect(app).to_run()"


def test_an_exception_has_the_students_own_line(judge: Judge) -> None:
    """Type, message, file, line and the line itself."""
    error = failure(judge, RAISES, "items = {}\nst.text('before')\nitems['no']  # here\n").app_error
    assert (error.type, error.message) == ("KeyError", "'no'")
    assert (error.file, error.line, error.text) == ("app.py", 4, "items['no']  # here")


def test_an_exception_in_a_helper_module_has_that_modules_line(judge: Judge) -> None:
    """The innermost line is named, also where another file has the same name."""
    files = {"parts/sums.py": "# first line\ndef ratio(x):\n    return 1 / x\n", "sums.py": "# another\n"}
    error = failure(judge, RAISES, "from parts.sums import ratio\nratio(0)\n", **files).app_error
    assert (error.file, error.line, error.text) == ("parts/sums.py", 3, "return 1 / x")


def test_lines_are_counted_as_python_does(judge: Judge) -> None:
    """A form feed or another odd sign ends no line."""
    error = failure(judge, RAISES, "x = '\u2028'\n\x0c\nraise ValueError('so')\n").app_error
    assert (error.line, error.text) == (4, "raise ValueError('so')")


def test_the_students_line_is_decoded_as_declared(judge: Judge) -> None:
    """An umlaut in a Latin-1 file is an umlaut in the message."""
    app = "# coding: latin-1\nraise ValueError('Jürgen')\n".encode("latin-1")
    error = failure(judge, RAISES, app).app_error
    assert (error.message, error.text) == ("Jürgen", "raise ValueError('Jürgen')")


def test_an_exception_of_the_students_own_has_its_plain_name(judge: Judge) -> None:
    """And one whose text cannot be had, has none."""
    app = "class Oops(Exception):\n    def __str__(self): return 1 / 0\nraise Oops()\n"
    error = failure(judge, RAISES, app).app_error
    assert (error.type, error.message, error.line) == ("Oops", "", 4)


def test_no_path_of_the_graders_machine_is_told(judge: Judge) -> None:
    """The folder that the app ran in is left out of messages and of what it printed."""
    app = "import os, warnings\nwarnings.warn('careful')\nopen(os.path.abspath('no.txt'))\n"
    found = failure(judge, RAISES, app)
    assert found.app_error.message == "[Errno 2] No such file or directory: 'no.txt'"
    assert found.printed == "app.py:3: UserWarning: careful\n  warnings.warn('careful')\n"


@pytest.mark.parametrize(
    ("app", "told"),
    [
        ("def f(:\n    pass\n", ("SyntaxError", "invalid syntax", 2, "def f(:")),
        (
            "if True:\nst.text('x')\n",
            (
                "IndentationError",
                "expected an indented block after 'if' statement on line 2",
                3,
                "st.text('x')",
            ),
        ),
        (b"x = 1\0\n", ("SyntaxError", "source code cannot contain null bytes", 0, "")),
        (
            "import streamlit as st\nst.text('Jürgen')\n".encode("latin-1"),
            (
                "UnicodeDecodeError",
                "the file is not UTF-8 text, and declares no other encoding",
                2,
                "st.text('J\N{REPLACEMENT CHARACTER}rgen')",
            ),
        ),
        (b"# coding: klingon\n", ("SyntaxError", "unknown encoding for 'app.py': klingon", 0, "")),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            (
                "SyntaxError",
                "the file is not UTF-8 text, and declares no other encoding",
                1,
                "\N{REPLACEMENT CHARACTER}PNG",
            ),
        ),
        (
            pickle.dumps({"a": 1}, protocol=4)[:7],
            (
                "SyntaxError",
                "the file is not UTF-8 text, and declares no other encoding",
                1,
                "\N{REPLACEMENT CHARACTER}\x04\N{REPLACEMENT CHARACTER}",
            ),
        ),
        (
            "x = " + "(" * 300 + ")" * 300,
            ("SyntaxError", "too many nested parentheses", 2, "x = " + "(" * 296),
        ),
    ],
    ids=["syntax", "indent", "null", "latin-1", "cookie", "png", "pickle", "nested"],
)
def test_what_is_no_python_is_told_with_its_line(
    app: str | bytes, told: tuple[str, str, int, str], judge: Judge
) -> None:
    """File, line and the line itself, as far as Python knows them."""
    error = failure(judge, RAISES, app).app_error
    message = error.message.replace("source code string", "source code")  # as Python says before 3.14
    assert (error.type, message, error.line, error.text[:300]) == told
    assert error.file == "app.py"


@pytest.mark.parametrize(
    ("app", "kind", "message"),
    [
        ("import sys; sys.exit()", "SystemExit", ""),
        ("import sys; sys.exit('bye')", "SystemExit", "bye"),
        ("import sys; sys.exit('\\udcff')", "SystemExit", "\\udcff"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", ""),
        ("raise BaseException('base')", "BaseException", "base"),
    ],
)
def test_what_ends_the_script_otherwise_is_told_too(app: str, kind: str, message: str, judge: Judge) -> None:
    """They end the run, and not the grader."""
    error = failure(judge, RAISES, app).app_error
    assert (error.type, error.message) == (kind, message)


def test_a_misconception_can_follow_from_the_exception(judge: Judge) -> None:
    """By the name of its type."""
    body = "app.run(); expect(app).to_run(misconception={'KeyError': 'forgot_it'})"
    assert failure(judge, body, "{}['x']").misconception == "forgot_it"
    assert failure(judge, body, "1 / 0").misconception == ""


def test_a_failed_check_tells_of_an_exception_that_it_did_not_ask_about(judge: Judge) -> None:
    """A page that ends half way is the reason why something is missing on it."""
    found = failure(judge, "app.run(); app.metric[0]", "st.text('a')\n1 / 0\n")
    assert (found.summary, found.app_error.type) == ("a metric is missing from the page", "ZeroDivisionError")


# --- ends, limits ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("app", "summary"),
    [
        ("import os; os._exit(3)", "the app ended Python itself (exit code 3)"),
        ("import ctypes; ctypes.string_at(0)", "the app crashed Python itself (signal 11)"),
        ("import os; os.abort()", "the app crashed Python itself (signal 6)"),
        (
            "for n in range(40): st.text('x' * 2**20)",
            "the app's page could not be read: a message of 41,94",
        ),
        (
            "for n in range(20_001): st.empty()",
            "the page has 20,002 parts; at most 20,000 are graded",
        ),
        (
            "for n in range(40):\n    open(str(n), 'wb').write(b'x' * 10**7)\nimport time; time.sleep(2)",
            "the app wrote more than 64 MB to disk",
        ),
    ],
    ids=["exit", "crash", "abort", "large page", "many parts", "disk"],
)
def test_an_app_that_ends_or_overflows_its_worker(app: str, summary: str, judge: Judge) -> None:
    """Each is the app's own doing, said in one sentence."""
    assert failure(judge, "app.run()", app).summary.startswith(summary)


@pytest.mark.parametrize("app", ["while True: pass", "st.rerun()", "import time; time.sleep(60)"])
@pytest.mark.slow
def test_an_app_that_does_not_come_to_an_end(app: str, judge: Judge) -> None:
    """The seconds are the course's own."""
    judge.run_seconds = 2
    found = failure(judge, "app.run()", app)
    assert found.summary == "the app was still running after 2 seconds, and was stopped"
    assert found.steps == ["open the app"]


@pytest.mark.slow
def test_an_app_that_is_slow_in_every_run(judge: Judge) -> None:
    """The time of the whole check is another limit, and said to be one."""
    judge.check_seconds = 3
    body = "app.run()\n    for n in range(30): app.run()"
    found = failure(judge, body, "import time; time.sleep(1.1)")
    assert found.summary == "all runs of this check together took more than 3 seconds"


def test_a_run_after_the_end_says_how_it_ended(judge: Judge) -> None:
    """A check that goes on after a lost worker gets the same answer again."""
    body = "\n    try: app.run()\n    except Exception: pass\n    app.run()"
    assert (
        failure(judge, body, "import os; os._exit(0)").summary == "the app ended Python itself (exit code 0)"
    )


# --- printed -----------------------------------------------------------------------------------


def test_what_the_app_printed_is_kept_for_the_student(judge: Judge) -> None:
    """Prints, standard error, bytes and the app's own logging."""
    app = """
import logging, sys
print("one")
print("two", file=sys.stderr)
sys.stdout.reconfigure(encoding="utf-8")
sys.stdout.buffer.write(b"three\\n")
logging.warning("four")
"""
    assert failure(judge, "app.run(); assert False", app).printed == "one\ntwo\nthree\nWARNING:root:four\n"


def test_of_a_flood_the_last_lines_are_kept(judge: Judge) -> None:
    """They are the ones that tell how far the app came."""
    app = "for n in range(50_000): print('line', n)\n"
    printed = failure(judge, "app.run(); assert False", app).printed
    assert printed.endswith("line 49998\nline 49999\n")
    assert printed.startswith("line ")
    assert len(printed) <= 1000


def test_what_streamlit_itself_logs_is_not_what_the_app_printed(judge: Judge) -> None:
    """An exception is told once, with the student's line, and not as a traceback beside it."""
    assert failure(judge, RAISES, "print('mine')\n1 / 0\n").printed == "mine\n"
