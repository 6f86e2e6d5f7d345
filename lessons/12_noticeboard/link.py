import streamlit as st

NOTICES = {"Bike": "Sale", "Piano": "Wanted", "Keys": "Lost"}
CHOICES = ["All", "Sale", "Wanted", "Lost"]

if "show" not in st.session_state:
    asked = st.query_params.get("show")
    st.session_state.show = asked if asked in CHOICES else "All"

show = st.selectbox("Show", CHOICES, key="show")
st.query_params["show"] = show

shown = [text for text, topic in NOTICES.items() if show in ("All", topic)]
st.write(f"Board: {', '.join(shown)}")
