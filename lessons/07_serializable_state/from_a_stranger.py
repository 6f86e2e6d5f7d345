import os
import pickle

import streamlit as st


class Basket:
    def __reduce__(self):
        return os.listdir, (".",)


data = pickle.dumps(Basket())
st.write(f"A stranger sends {len(data)} bytes. They say: it is a basket.")

st.write(f"Unpickled: {pickle.loads(data)}")
