import streamlit as st

QUESTIONS = ["What is 6 times 7?", "Where is Timbuktu?", "Who painted the Night Watch?"]

st.session_state.setdefault("player", "Guest")
st.session_state.setdefault("rounds", 3)
st.session_state.setdefault("sound", True)
st.session_state.setdefault("asked", 0)

st.title("Quiz")
# Hidden widgets lose their values, unless they are told to keep them.
if st.toggle("Show settings", value=True):
    st.text_input("Player", key="player", persist_state="page")
    st.slider("Rounds", 1, 10, key="rounds", persist_state="page")
    st.checkbox("Sound", key="sound", persist_state="page")

if st.button("Next question"):
    st.session_state.asked += 1
st.subheader(QUESTIONS[st.session_state.asked % len(QUESTIONS)])

st.write(f"Player: {st.session_state.player}")
st.write(f"Rounds: {st.session_state.rounds}")
st.write(f"Sound: {'on' if st.session_state.sound else 'off'}")
