# do: go to "?color=green"
# do: choose "red" in "Color"
"""A choice that a link can hold."""
import streamlit as st

COLORS = ["red", "green", "blue"]
wanted = st.query_params.get("color", "red")
color = st.selectbox("Color", COLORS, index=COLORS.index(wanted) if wanted in COLORS else 0)
st.query_params["color"] = color
st.markdown(f":{color}[{color}]")
