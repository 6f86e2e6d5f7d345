import streamlit as st

state = st.session_state
state.setdefault("volume", 5)
state.setdefault("nickname", "Guest")
state.setdefault("tips", True)
st.slider("**Volume**", 0, 10, key="volume")
st.text_input(":material/person: Nickname", key="nickname")
st.checkbox("Show tips:", key="tips")
st.button("Say hello 👋")
labels, values = st.columns(2)
with labels:
    st.write("Volume")
    st.write("Nickname")
    st.write("Tips")
with values:
    st.write(state.volume)
    st.write(state.nickname or "–")
    st.write("on" if state.tips else "off")
