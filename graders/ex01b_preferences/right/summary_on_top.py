# Odd but right: a keyed widget's new value is in session state before the script runs.
import streamlit as st

state = st.session_state
state.setdefault("volume", 5)
state.setdefault("nickname", "Guest")
state.setdefault("tips", True)

st.header("Summary")
st.markdown(f"""
- Volume: {state.volume}
- Nickname: {state.nickname}
- Tips: {"on" if state.tips else "off"}
""")

st.header("Volume and more")
st.number_input("Volume", 0, 10, key="volume")
st.text_input("Nickname", key="nickname", placeholder="Guest")
st.checkbox("Show tips", key="tips")
if st.button("Say hello"):
    st.write(f"Hello, {state.nickname or 'stranger'}!")
