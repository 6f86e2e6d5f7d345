import streamlit as st


def fail(self, *args, **kwargs):
    raise ValueError("not me")


class Odd:
    __repr__ = __str__ = __len__ = __eq__ = __iter__ = __bool__ = __int__ = __format__ = fail
    __hash__ = object.__hash__

    @property
    def field(self):
        raise KeyboardInterrupt


class OddList(list):
    __iter__ = __len__ = __getitem__ = __eq__ = fail


class OddDict(dict):
    items = keys = values = __iter__ = __len__ = __getitem__ = fail


class OddText(str):
    __len__ = __str__ = __repr__ = encode = isascii = fail


class Named:
    pass


Named.__name__, Named.__qualname__, Named.__module__ = "\x1b[2J", "<b>kind</b>", "builtins"
st.session_state.odd = Odd()
st.session_state.items_ = OddList([1, 2])
st.session_state.table = OddDict(a=1)
st.session_state.named = Named()
circle = []
circle.append(circle)
st.session_state.circle = circle
