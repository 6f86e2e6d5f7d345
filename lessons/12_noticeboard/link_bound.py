import streamlit as st

NOTICES = {"Bike": "Sale", "Piano": "Wanted", "Keys": "Lost"}
CHOICES = ["All", "Sale", "Wanted", "Lost"]

show = st.selectbox("Show", CHOICES, key="show", bind="query-params")

shown = [text for text, topic in NOTICES.items() if show in ("All", topic)]
st.write(f"Board: {', '.join(shown)}")
