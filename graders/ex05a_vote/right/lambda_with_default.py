import streamlit as st

state = st.session_state
for film in ("Alien", "Brazil", "Casablanca"):
    state.setdefault(f"votes for {film}", 0)


def add(name):
    state[name] += 1


def propose():
    if state["new film"]:
        state.setdefault("votes for " + state["new film"], 0)
    state["new film"] = ""


names = [name for name in state if name.startswith("votes for ")]
for name in names:
    film = name.removeprefix("votes for ")
    st.button("Vote for " + film, on_click=lambda name=name: add(name))
st.text_input("New film", key="new film", on_change=propose)
st.divider()
for name in names:
    st.text(f"{name.removeprefix('votes for ')}: {state[name]}")
st.text(f"Total: {sum(state[name] for name in names)}")
