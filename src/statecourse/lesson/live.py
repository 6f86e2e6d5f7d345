"""Parts of a page that are drawn anew every second."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, ParamSpec

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

_P = ParamSpec("_P")


def live(draw: Callable[_P, None]) -> Callable[_P, None]:
    """Have a part of a page drawn anew every second, while the rest of the page stays as it is."""
    fragment = st.fragment(run_every=1.0)(draw)

    @functools.wraps(draw)
    def placed(*args: _P.args, **kwargs: _P.kwargs) -> None:
        # Where a fragment's turn comes before all of the page's own run was sent, Streamlit drops what that
        # run drew of the fragment (streamlit/streamlit#9381), and in the browser all that stands below
        # moves up, for good. So each stands alone in a container, which is the page's own.
        with st.container():
            fragment(*args, **kwargs)

    return placed
