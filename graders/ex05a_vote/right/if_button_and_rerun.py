import streamlit as st

ss = st.session_state
if "ballots" not in ss:
    ss.ballots = []
    ss.films = ["Alien", "Brazil", "Casablanca"]

st.title("Votes")
st.write("Total:", len(ss.ballots))
for film in ss.films:
    left, right = st.columns([1, 3])
    if left.button("Vote for " + film):
        ss.ballots.append(film)
        st.rerun()
    right.write(f"**{film}**: {ss.ballots.count(film)}")

title = st.text_input("New film")
if title != "" and title not in ss.films:
    ss.films.append(title)
    st.rerun()
