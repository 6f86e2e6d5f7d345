import streamlit as st


@st.fragment
def poll():
    votes = st.session_state.setdefault("votes", {"Alien": 0, "Brazil": 0, "Casablanca": 0})
    new = st.text_input("New film")
    if new:
        votes.setdefault(new, 0)
    pressed = [film for film in votes if st.button(f"Vote for {film}")]
    for film in pressed:
        votes[film] += 1
    st.table({"Film": list(votes), "Votes": list(votes.values())})
    st.write(f"Total: {sum(votes.values())}")


poll()
