import streamlit as st

st.session_state.setdefault("votes", {"Alien": 0, "Brazil": 0, "Casablanca": 0})


def vote(film):
    st.session_state.votes[film] += 1


def propose():
    # Only somebody who enters a title calls this, so a title that stays in the field does no harm.
    if st.session_state.new:
        st.session_state.votes.setdefault(st.session_state.new, 0)
    st.session_state.new = ""


votes = st.session_state.votes
st.title("Which film on Friday?")
st.write(f"Total: {sum(votes.values())}")
st.text_input("New film", key="new", on_change=propose)

for film, count in votes.items():
    st.button(f"Vote for {film}", on_click=vote, args=(film,))

st.dataframe({"Film": list(votes), "Votes": list(votes.values())})
if any(votes.values()):
    st.success(f"Winner: {max(votes, key=votes.get)}")
