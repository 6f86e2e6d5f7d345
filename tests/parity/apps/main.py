"""The main page of a small app of two pages."""

import streamlit as st
from sums import add

st.text(f"main page, 41 + 1 = {add(41, 1)}")
