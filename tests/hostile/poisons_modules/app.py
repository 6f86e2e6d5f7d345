import builtins
import os
import random
import sys
import time

import streamlit as st
from streamlit.runtime import caching

os.environ["STATECOURSE_POISONED"] = "1"
time.time = lambda: 0.0
random.seed(0)
builtins.poisoned = True
sys.modules["json"] = sys.modules["statecourse.checks"] = None
sys.path[:] = []
st.poisoned = True


@st.cache_data
def one():
    return 1


one()
if os.environ.get("STATECOURSE_POISONED") != "1":
    raise SystemError
