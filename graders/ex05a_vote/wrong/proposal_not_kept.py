import streamlit as st
S = st.session_state
S.setdefault("v", dict(Alien=0, Brazil=0, Casablanca=0))
films = ["Alien", "Brazil", "Casablanca"]
t = st.text_input("New film")
if t and t not in films: films.append(t)
def vote(f): S.v[f] = S.v.get(f, 0) + 1
for f in films:
    st.button(f"Vote for {f}", on_click=vote, args=(f,)); st.write(f"{f}: {S.v.get(f, 0)}")
st.write(f"Total: {sum(S.v.values())}")
