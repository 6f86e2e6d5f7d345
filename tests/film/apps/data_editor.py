# do: set "Only done" to True
"""A table that one edits."""
import pandas as pd
import streamlit as st

if "tasks" not in st.session_state:
    st.session_state.tasks = pd.DataFrame({"task": ["sweep", "cook"], "done": [False, True], "hours": [1.5, 0.5]})
edited = st.data_editor(st.session_state.tasks, num_rows="dynamic", key="editor")
only = st.checkbox("Only done")
shown = edited[edited["done"]] if only else edited
st.dataframe(shown)
st.metric("Hours", shown["hours"].sum())
