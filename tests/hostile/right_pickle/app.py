import os

import streamlit as st


class Bomb:
    def __reduce__(self):
        return os._exit, (0,)

    def __reduce_ex__(self, protocol):
        return os._exit, (0,)

    def __deepcopy__(self, memo):
        os._exit(0)

    __copy__ = __deepcopy__
    __getstate__ = __setstate__ = __deepcopy__


st.session_state.bomb = Bomb()
st.session_state.bombs = [Bomb(), {"x": Bomb()}]
