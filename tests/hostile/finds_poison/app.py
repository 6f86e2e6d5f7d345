import builtins
import os
import pathlib

import streamlit as st

mark = pathlib.Path("mark.txt")
fresh = "opened" not in st.session_state and not st.query_params
found = [os.environ.get("STATECOURSE_POISONED"), getattr(builtins, "poisoned", None), getattr(st, "poisoned", None)]
if any(found):
    raise SystemError(f"BREACH: {found}")
if len(os.listdir()) > 8 or os.listdir(os.environ["TMPDIR"]):
    raise SystemError(f"BREACH: {os.listdir()}")
