"""What is heard of an app's lines, by `sys.settrace` and by `sys.monitoring`: the same."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from statecourse.film import tracing

FOLLOWING: dict[str, Any] = {"tracing": tracing.following}
if sys.version_info >= (3, 12):
    from statecourse.film import monitoring

    FOLLOWING["monitoring"] = monitoring.following

if TYPE_CHECKING:
    from collections.abc import Callable

needs_monitoring = pytest.mark.skipif(
    "monitoring" not in FOLLOWING, reason="Python has sys.monitoring from 3.12 on"
)


@pytest.fixture(params=FOLLOWING)
def following(request: pytest.FixtureRequest) -> Any:
    """Each way of following that this Python has."""
    return FOLLOWING[request.param]


def code_of(text: str, file: str = "/app/x.py") -> Any:
    return compile(text, file, "exec")


def heard(following: Callable[..., Any], text: str, **names: Any) -> list[str]:
    """Each event with its line, and what was raised or returned."""
    seen: list[str] = []
    with following(noting(seen), "/app/"):
        exec(code_of(text), names)
    return seen


def noting(seen: list[str]) -> Callable[..., bool]:
    """Writes down what it hears of."""

    def hear(frame: Any, event: str, arg: Any) -> bool:
        said = {"exception": lambda: arg[0].__name__, "return": lambda: repr(arg)}.get(event, str)()
        seen.append(f"{event} {frame.f_lineno} {said}".strip())
        return frame.f_code.co_name != "__repr__"

    return hear


PROGRAMS = {
    "a loop on one line": (
        "for i in range(3): x = i\n",
        ["call 0", "line 1", "line 1", "line 1", "line 1", "return 1 None"],
    ),
    "a loop": (
        "i = 0\nwhile i < 2:\n    i += 1\n",
        ["call 0", *(f"line {number}" for number in (1, 2, 3, 2, 3, 2)), "return 2 None"],
    ),
    "a function": (
        "def half(x):\n    return x / 2\nhalf(4)\n",
        ["call 0", "line 1", "line 3", "call 1", "line 2", "return 2 2.0", "return 3 None"],
    ),
    "a generator": (
        "def some():\n    yield 1\n    yield 2\nfor x in some():\n    pass\n",
        [
            *("call 0", "line 1", "line 4", "call 1", "line 2", "return 2 1", "line 5", "line 4"),
            *(
                "call 2",
                "line 3",
                "return 3 2",
                "line 5",
                "line 4",
                "call 3",
                "return 3 None",
                "return 4 None",
            ),
        ],
    ),
    "an exception": (
        "def fail():\n    1 / 0\ntry:\n    fail()\nexcept ZeroDivisionError:\n    x = 1\n",
        [
            *("call 0", "line 1", "line 3", "line 4", "call 1", "line 2", "exception 2 ZeroDivisionError"),
            *("return 2 None", "exception 4 ZeroDivisionError", "line 5", "line 6", "return 6 None"),
        ],
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_line_is_heard_of(following: Any, name: str) -> None:
    """Calls, lines, exceptions and returns, in their order."""
    text, expected = PROGRAMS[name]
    assert heard(following, text) == expected


MORE = {
    "what is thrown into a generator": "def some():\n    try:\n        yield 1\n    except KeyError:\n        yield 2\n"
    "g = some()\nnext(g)\ng.throw(KeyError)\ng.close()\n",
    "a coroutine": "async def inner():\n    return 1\nasync def outer():\n    return await inner()\n"
    "try:\n    outer().send(None)\nexcept StopIteration as e:\n    x = e.value\n",
    "a finally": "def f():\n    try:\n        return 1\n    finally:\n        x = 2\nf()\n",
    "a with": "import contextlib\nwith contextlib.suppress(ValueError):\n    int('x')\ny = 1\n",
    "an iterator": "class A:\n    n = 0\n    def __iter__(self):\n        return self\n    def __repr__(self): return 'A'\n    def __next__(self):\n"
    "        self.n += 1\n        if self.n > 2:\n            raise StopIteration\n        return self.n\nfor x in A(): pass\n",
    "a match": "match [1, 2]:\n    case [a]:\n        x = 1\n    case [a, b]:\n        x = 2\n",
    "recursion": "def f(n):\n    return f(n - 1) if n else 0\nf(30)\n",
    "a while that goes on": "n = 5\nwhile n: n -= 1\n",
}


@needs_monitoring
@pytest.mark.parametrize("name", MORE)
def test_both_ways_hear_the_same(name: str) -> None:
    """Whatever an app does."""
    assert heard(FOLLOWING["monitoring"], MORE[name]) == heard(FOLLOWING["tracing"], MORE[name])


def test_what_is_not_to_be_heard_of_is_not(following: Any) -> None:
    """Other files, other threads, what runs meanwhile; and after a rest, the same lines are heard of again."""
    seen: list[str] = []
    other, own = code_of("x = 1\n", "/lib/x.py"), code_of("x = 1\n")
    with following(noting(seen), "/app/") as followed:
        exec(other)
        thread = threading.Thread(target=exec, args=(own, {}))
        thread.start()
        thread.join()
        with followed.unheard():
            exec(own)
        followed.rest()
        exec(own)
        exec(own)
        assert seen == []
        followed.go_on()
        exec(own)
    exec(own)
    assert seen == ["call 0", "line 1", "return 1 None"]
    assert not followed.ended


def test_another_folder_may_be_followed_later(following: Any) -> None:
    """Also one whose code was heard of by nobody before."""
    first: list[str] = []
    second: list[str] = []
    code = code_of("x = 1\n", "/other/x.py")
    with following(noting(first), "/app/"):
        exec(code)
        with following(noting(second), "/other/"):
            exec(code)
            exec(code_of("x = 1\n"))
    assert first == second == ["call 0", "line 1", "return 1 None"]


def test_a_frame_that_is_not_wanted(following: Any) -> None:
    """No line of it is heard of, and those of what it calls are."""
    seen: list[str] = []

    def hear(frame: Any, event: str, _: Any) -> bool:
        seen.append(f"{event} {frame.f_code.co_name}")
        return bool(frame.f_code.co_name != "f")

    with following(hear, "/app/"):
        exec(code_of("def g(): pass\ndef f():\n    g()\nf()\n"), {})
    assert [one for one in seen if "module" not in one] == ["call f", "call g", "line g", "return g"]


TAKEN = {
    "it frees the tool": "m.free_tool_id(4)",
    "it is given another owner": "m.free_tool_id(4)\nm.use_tool_id(4, 'mine')",
    "it hears of nothing": "m.set_events(4, 0)",
    "it has another callback": "m.register_callback(4, m.events.LINE, print)",
    "both are taken": "m.free_tool_id(4)\nm.use_tool_id(4, 'statecourse film')\nm.use_tool_id(3, 'mine')",
}


@needs_monitoring
@pytest.mark.parametrize("name", TAKEN)
def test_an_app_that_takes_the_tool_over(name: str) -> None:
    """That the lines are heard of no more is known; and the next time they are again, unless no tool is left."""
    monitor, following = sys.monitoring, FOLLOWING["monitoring"]  # type: ignore[attr-defined]
    seen: list[str] = []
    try:
        with following(noting(seen), "/app/") as first:
            exec(TAKEN[name], {"m": monitor})
        with following(noting(seen), "/app/") as second:
            exec(code_of("x = 1\n"))
    finally:
        for number in (3, 4):
            if monitor.get_tool(number):
                monitor.set_events(number, 0)
                monitor.free_tool_id(number)
    assert first.ended
    assert second.ended == (name == "both are taken")
    assert seen or name == "both are taken"
