# do: click "Work"
"""Functions around functions, generators, context managers."""
import contextlib
import functools

import streamlit as st


def counted(function):
    @functools.wraps(function)
    def called(*args):
        st.session_state[function.__name__] = st.session_state.get(function.__name__, 0) + 1
        return function(*args)

    return called


@contextlib.contextmanager
def box(title):
    st.subheader(title)
    with st.container(border=True):
        yield st


def pairs(items):
    for first in items:
        for second in items:
            if first < second:
                yield first, second


@counted
def area(width, height):
    return width * height


if st.button("Work"):
    with box("Areas") as place:
        for pair in pairs([2, 3, 5]):
            place.write(area(*pair))
