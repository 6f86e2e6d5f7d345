"""How an app is made, and what it is given beside its script: parameters, secrets, a user, a browser."""

# ruff: noqa: PLC0415  # a function that is a script imports what it needs

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from statecourse.seam.older import AppTestError

if TYPE_CHECKING:
    from collections.abc import Callable

    Show = Callable[[str], AppTest]


# --- from a file, a string, a function ---------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["apps/main.py", Path("apps/main.py"), Path(__file__).parent / "apps/main.py"]
)
def test_an_app_from_a_file(make: type[AppTest], path: str | Path) -> None:
    """An app is found by a path beside the test that names it, or from anywhere by a full one."""
    at = make.from_file(path, default_timeout=10).run()
    assert isinstance(at, AppTest)
    assert at.text[0].value == "main page, 41 + 1 = 42"
    assert at.switch_page("pages/page1.py").run().text[0].value == "page 1"


def test_a_file_that_there_is_not(make: type[AppTest]) -> None:
    """A script that does not exist is an error when the app is made."""
    with pytest.raises(FileNotFoundError, match=r"AppTest script not found at .*nowhere\.py"):
        make.from_file("nowhere.py")
    with pytest.raises(FileNotFoundError, match=r"Relative paths are resolved against the file that calls"):
        make.from_file(Path("/nowhere/at/all.py"))


def test_the_class_takes_a_path(make: type[AppTest], tmp_path: Path) -> None:
    """The class itself takes the path of a script, which must be there for the run."""
    path = tmp_path / "app.py"
    at = make(path, default_timeout=3)
    with pytest.raises(FileNotFoundError, match="File not found at"):
        at.run()
    path.write_text("import streamlit as st\nst.text('now')")
    assert make(str(path), default_timeout=3).run().text[0].value == "now"


def test_a_script_is_read_again_for_each_run(make: type[AppTest], tmp_path: Path) -> None:
    """An app that was made before its file was written runs what is there when it first runs."""
    path = tmp_path / "app.py"
    path.write_text("import streamlit as st\nst.text('old')")
    at = make.from_file(path)
    path.write_text("import streamlit as st\nst.text('new')")
    assert at.run().text[0].value == "new"


def test_an_app_from_an_indented_string(make: type[AppTest]) -> None:
    """A string's common indentation is taken away."""
    at = make.from_string("""
        import streamlit as st
        if True:
            st.text("in")
        """)
    assert at.run().text[0].value == "in"


def test_an_app_from_a_function(make: type[AppTest]) -> None:
    """A function's body is the script, and its arguments are the app's."""

    def script(word: str, times: int = 1, *, end: str) -> None:
        import streamlit as st

        st.text(word * times + end)

    at = make.from_function(script, args=("a", 2), kwargs={"end": "!"}, default_timeout=10)
    assert at.run().text[0].value == "aa!"
    assert at.run().text[0].value == "aa!"
    assert (at.args, at.kwargs, at.default_timeout) == (("a", 2), {"end": "!"}, 10)


def test_a_function_without_arguments(make: type[AppTest]) -> None:
    """A function needs no arguments, and what it returns does not matter."""

    def script() -> int:
        import streamlit as st

        st.text("ok")
        return 5

    assert make.from_function(script).run().text.values == ["ok"]


def test_two_apps_do_not_mix(make: type[AppTest]) -> None:
    """Each app has a state and a page of its own."""
    script = "import streamlit as st\nst.session_state.setdefault('n', 0); st.session_state.n += 1"
    one, two = make.from_string(script).run(), make.from_string(script).run()
    one.run()
    assert (one.session_state.n, two.session_state.n) == (2, 1)


# --- query parameters --------------------------------------------------------------------------


def test_query_parameters_reach_the_app(make: type[AppTest]) -> None:
    """Parameters are text in the app, whatever the test gave; a list is a parameter that is repeated."""
    at = make.from_string(
        "import streamlit as st\nst.json({k: st.query_params.get_all(k) for k in st.query_params})"
    )
    at.query_params["number"] = 5
    at.query_params["text"] = "a b&c=ü"
    at.query_params["many"] = ["x", "y"]
    at.query_params["blank"] = ""
    at.run()
    assert json.loads(at.json[0].value) == {
        "number": ["5"],
        "text": ["a b&c=ü"],
        "many": ["x", "y"],
        "blank": [""],
    }
    assert at.query_params == {"number": "5", "text": "a b&c=ü", "many": ["x", "y"], "blank": ""}


def test_query_parameters_that_the_app_sets(show: Show) -> None:
    """What the app sets is seen by the test, one value as text and several as a list."""
    at = show("st.query_params.one = 'a'; st.query_params.two = ['b', 'c']; st.query_params.none = ''")
    assert at.query_params == {"one": "a", "two": ["b", "c"], "none": ""}


def test_query_parameters_change_and_go(show: Show) -> None:
    """Parameters stay over runs until the test or the app takes them away."""
    at = show("if st.button('Clear'): st.query_params.clear()\nst.text(st.query_params.to_dict())")
    at.query_params["a"] = "1"
    assert at.run().run().text[0].value == "{'a': '1'}"
    at.query_params = {"b": ["2"]}
    assert at.run().text[0].value == "{'b': '2'}"
    assert at.query_params == {"b": "2"}
    assert at.button[0].click().run().query_params == {}


def test_a_widget_bound_to_a_parameter(make: type[AppTest]) -> None:
    """A widget that is bound to the address begins with what is there."""
    at = make.from_string("import streamlit as st\nst.text_input('T', key='t', bind='query-params')")
    at.query_params["t"] = "hi"
    assert at.run().text_input[0].value == "hi"
    assert at.session_state.t == "hi"


# --- secrets -----------------------------------------------------------------------------------


def test_secrets_reach_the_app(make: type[AppTest]) -> None:
    """Secrets are read by item and attribute, also in sections, and stay for the next run."""
    at = make.from_string(
        "import streamlit as st\nst.text((st.secrets['key'], st.secrets.db.user, st.secrets.db['port']))"
    )
    at.secrets["key"] = "value"
    at.secrets["db"] = {"user": "ada", "port": 5432}
    assert at.run().text[0].value == "('value', 'ada', 5432)"
    assert at.secrets == {"key": "value", "db": {"user": "ada", "port": 5432}}
    at.secrets["key"] = "other"
    assert at.run().text[0].value == "('other', 'ada', 5432)"


def test_a_missing_secret_is_an_error_on_the_page(make: type[AppTest]) -> None:
    """A secret that was not given is a KeyError in the app."""
    at = make.from_string("import streamlit as st\nst.text(st.secrets['no'])")
    at.secrets["yes"] = 1
    assert at.run().exception[0].proto.type == "KeyError"
    assert 'st.secrets has no key "no"' in at.exception[0].value


# --- user --------------------------------------------------------------------------------------


def test_the_user_is_a_test_user(show: Show) -> None:
    """Without further ado the user has an address, and nothing else."""
    at = show("st.text(st.user.to_dict())")
    assert at.text[0].value == "{'email': 'test@example.com'}"
    assert at.user == {"email": "test@example.com"}


LOGIN = """
import streamlit as st
if not st.user.get("is_logged_in"):
    st.text("please log in")
    st.stop()
st.text(f"{st.user.name} {st.user.email} {st.user.tokens['id']}")
st.button("Log out", on_click=st.logout)
"""


def test_a_user_who_logs_out(make: type[AppTest]) -> None:
    """A logged-in user is known to the app, until they log out."""
    given = {"is_logged_in": True, "name": "Ada", "email": "a@b.c", "tokens": {"id": "t"}}
    at = make.from_string(LOGIN)
    at.user = given
    assert at.run().text[0].value == "Ada a@b.c t"
    assert at.user == given
    at.button[0].click().run()
    assert at.text.values == ["please log in"]
    assert at.user == {"is_logged_in": False}
    assert given["is_logged_in"] is True
    assert at.run().text.values == ["please log in"]


def test_a_user_without_login_flag_is_emptied(show: Show) -> None:
    """A log-out of a user who was never said to be logged in leaves nothing."""
    at = show("st.button('Out', on_click=st.logout); st.text(st.user.to_dict())")
    assert at.button[0].click().run().text[0].value == "{}"
    assert at.user == {}


@pytest.mark.parametrize("user", [None, "ada", ["a"]])
def test_a_user_that_is_no_dict(make: type[AppTest], user: object) -> None:
    """A user must be a dict, which is said before anything runs."""
    at = make.from_string("")
    at.user = user
    with pytest.raises(AppTestError, match=f"AppTest.user must be a dict, not {type(user).__name__}"):
        at.run()


# --- context -----------------------------------------------------------------------------------

CONTEXT = """
import streamlit as st
c = st.context
st.text((c.timezone, c.timezone_offset, c.locale, c.url, c.is_embedded, c.theme.type))
"""


def test_the_browser_is_known_to_the_app(make: type[AppTest]) -> None:
    """What a browser tells an app is seeded by the test; None and what is missing read as None."""
    at = make.from_string(CONTEXT)
    at.context = {
        "timezone": "Europe/Berlin",
        "timezone_offset": -60,
        "locale": "de-DE",
        "url": "https://a.b/c",
        "is_embedded": True,
        "theme": "dark",
    }
    assert at.run().text[0].value == "('Europe/Berlin', -60, 'de-DE', 'https://a.b/c', True, 'dark')"
    at.context = {"locale": None, "timezone": "UTC"}
    assert at.run().text[0].value.startswith("('UTC', None, None, ")


@pytest.mark.parametrize(
    ("context", "message"),
    [
        ({"cookies": {}}, "does not support 'cookies'"),
        ({"timezone": 5}, "must be str, not int"),
        ({"timezone_offset": True}, "must be int, not bool"),
        ({"timezone_offset": 2**40}, "has an invalid value"),
        ({"theme": "blue"}, "must be 'light' or 'dark', not 'blue'"),
        ([], "AppTest.context must be a dict, not list"),
    ],
)
def test_a_browser_that_cannot_be(make: type[AppTest], context: object, message: str) -> None:
    """A context that no browser sends is refused before anything runs, and can be mended."""
    at = make.from_string("import streamlit as st\nst.text('ran')")
    at.context = context
    with pytest.raises(AppTestError, match=message):
        at.run()
    assert not at.text
    at.context = {}
    assert at.run().text[0].value == "ran"
