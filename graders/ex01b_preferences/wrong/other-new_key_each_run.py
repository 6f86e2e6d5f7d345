import uuid

import streamlit as st

volume = st.number_input("Volume", 0, 10, 5, key=f"volume-{uuid.uuid4()}")
nickname = st.text_input("Nickname", "Guest", key=f"nickname-{uuid.uuid4()}")
tips = st.checkbox("Show tips", True, key=f"tips-{uuid.uuid4()}")
st.button("Say hello")
st.write("Volume:", volume)
st.write("Nickname:", nickname)
st.write("Tips:", "on" if tips else "off")
