import os
import sys

import streamlit as st

graded = os.getcwd().endswith("/app") or "statecourse" in sys.modules
if not graded:
    st.stop()
