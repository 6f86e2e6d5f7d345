import streamlit as st

if "score" not in st.session_state:
    st.session_state["score"] = {"Home": 0, "Guests": 0}
score = st.session_state["score"]

points = st.selectbox("Points", [1, 2, 3])
for team in score:
    st.header(team)
    plus, minus = st.columns(2)
    if plus.button(f"{team} plus"):
        score[team] += points
    if minus.button(f"{team} minus"):
        score[team] = 0 if points > score[team] else score[team] - points

best = max(score.values())
leaders = [team for team in score if score[team] == best]
for team, number in score.items():
    st.write(f"{team}:", number)
st.write("Lead:", leaders[0] if len(leaders) == 1 else "nobody")
