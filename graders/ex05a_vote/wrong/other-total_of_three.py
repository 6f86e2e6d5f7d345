import streamlit as st
S = st.session_state
S.setdefault("v", dict(Alien=0, Brazil=0, Casablanca=0))
def vote(f): S.v[f] += 1
t = st.text_input("New film")
if t and t not in S.v: S.v[t] = 0
for f in S.v:
    st.button(f"Vote for {f}", on_click=vote, args=(f,)); st.write(f"{f}: {S.v[f]}")
st.write(f"Total: {S.v['Alien'] + S.v['Brazil'] + S.v['Casablanca']}")
