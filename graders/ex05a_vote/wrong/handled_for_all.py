import streamlit as st


@st.cache_resource
def proposed():
    return {"Alien", "Brazil", "Casablanca"}


def vote(film):
    st.session_state.votes[film] += 1


def propose():
    new = st.session_state.new
    if new and new not in proposed():
        proposed().add(new)
        st.session_state.votes[new] = 0


st.session_state.setdefault("votes", {"Alien": 0, "Brazil": 0, "Casablanca": 0})
st.text_input("New film", key="new", on_change=propose)
for film, count in st.session_state.votes.items():
    st.button(f"Vote for {film}", on_click=vote, args=(film,))
    st.write(f"{film}: {count}")
st.write(f"Total: {sum(st.session_state.votes.values())}")
