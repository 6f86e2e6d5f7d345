# do: switch on "Details"
# do: set "Size" to 5
"""Containers within containers."""
import streamlit as st

one, two = st.tabs(["One", "Two"])
with one, st.expander("More", expanded=True):
    details = st.checkbox("Details")
    holder = st.empty()
with two:
    size = st.slider("Size", 1, 10, 3)
    columns = st.columns(3)
    for number, column in enumerate(columns):
        with column.container(border=True):
            st.metric(f"Number {number}", size**number)
holder.write("Here are details" if details else "None")
with st.popover("Settings"):
    st.toggle("Dark")
