"""Parts of a page that are drawn anew when something has changed that they show.

Nothing is sent to or asked of a browser while nothing changes: one thread of the server looks at what the open
pages show, and has a part run whose stamp is another one.
"""

from __future__ import annotations

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
    """Looks at the stamps of all parts of all pages that are open on this server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._parts: dict[tuple[str, str], tuple[Fragment, Callable[[], Hashable], Hashable]] = {}
        threading.Thread(target=self._go_on, daemon=True, name="statecourse-live").start()

    def add(self, part: Fragment, stamp: Callable[[], Hashable], now: Hashable) -> None:
        """Look at a part from now on, until its page is closed."""
        with self._lock:
            self._parts[part.session, part.fragment] = (part, stamp, now)

    def _go_on(self) -> None:
        while True:
            time.sleep(_LOOK_SECONDS)
            with self._lock:
                parts = list(self._parts.values())
            for part in parts:
                self._look(*part)

    def _look(self, part: Fragment, stamp: Callable[[], Hashable], before: Hashable) -> None:
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
    """Have a part of a page drawn anew whenever its stamp has changed, while the rest of the page stays as it is.

    ``stamp`` is given what the part is given, and returns a function that tells the stamp, from any thread:
    it may not use Streamlit.
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
            # Where a fragment's turn comes before all of the page's own run was sent, Streamlit drops what that
            # run drew of the fragment (streamlit/streamlit#9381), and in the browser all that stands below
            # moves up, for good. So each stands alone in a container, which is the page's own.
            with st.container():
                fragment(*args, **kwargs)

        return placed

    return wrap
