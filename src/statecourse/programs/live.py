"""Parts of a page that are redrawn when what they show has changed.

A thread of the server compares the stamps of the parts on all open pages, and reruns a part whose stamp has changed.
While nothing changes, nothing passes between server and browser.
"""

from __future__ import annotations

import contextlib
import functools
import threading
import time
from typing import TYPE_CHECKING, ParamSpec

import streamlit as st

from statecourse.runtime.run_observer import run_fragment, this_fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from statecourse.runtime.run_observer import Fragment

_P = ParamSpec("_P")
_LOOK_SECONDS = 0.25


class Watch:
    """Compares the stamps of all parts on all open pages of this server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._parts: dict[tuple[str, str], tuple[Fragment, Callable[[], Hashable], Hashable]] = {}
        threading.Thread(target=self._loop, daemon=True, name="statecourse-live").start()

    def add(self, part: Fragment, stamp: Callable[[], Hashable], now: Hashable) -> None:
        """Watch a part until its page is closed."""
        with self._lock:
            self._parts[part.session, part.fragment] = (part, stamp, now)

    def _loop(self) -> None:
        while True:
            time.sleep(_LOOK_SECONDS)
            with self._lock:
                parts = list(self._parts.values())
            for part in parts:
                with contextlib.suppress(
                    Exception
                ):  # its page says what is wrong, and no other part waits for it
                    self._compare(*part)

    def _compare(self, part: Fragment, stamp: Callable[[], Hashable], before: Hashable) -> None:
        now = stamp()
        if now == before:
            return
        stays = run_fragment(part)
        with self._lock:
            if stays:
                self._parts[part.session, part.fragment] = (part, stamp, now)
            else:
                self._parts.pop((part.session, part.fragment), None)


@st.cache_resource(show_spinner=False)
def _watch() -> Watch:
    """The server's watch."""
    return Watch()


def live(
    stamp: Callable[_P, Callable[[], Hashable]],
) -> Callable[[Callable[_P, None]], Callable[_P, None]]:
    """Redraw a part of a page whenever its stamp changes, while the rest of the page stays.

    ``stamp`` gets the arguments of the part, and returns a function that returns the stamp. That function runs in
    another thread, so it must not use Streamlit.
    """

    def wrap(draw: Callable[_P, None]) -> Callable[_P, None]:
        def watched(*args: _P.args, **kwargs: _P.kwargs) -> None:
            tell = stamp(*args, **kwargs)
            part = this_fragment()
            if part is not None:
                _watch().add(part, tell, tell())
            draw(*args, **kwargs)

        fragment = st.fragment(functools.wraps(draw)(watched))

        @functools.wraps(draw)
        def placed(*args: _P.args, **kwargs: _P.kwargs) -> None:
            # If a fragment reruns before its page's run has been sent, Streamlit drops what that run drew of the
            # fragment (streamlit/streamlit#9381), and all that stands below moves up for good. So each fragment
            # stands alone in a container of the page.
            with st.container():
                fragment(*args, **kwargs)

        return placed

    return wrap
