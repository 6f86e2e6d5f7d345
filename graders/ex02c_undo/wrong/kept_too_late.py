import streamlit as st
n = st.session_state
if "b" not in n:
    n.b = []; n.u = []; n.r = []
st.text_input("For")
def save(): n.u.append(n.b[:]); n.r = []
if st.button("Add red"): n.b.append("red"); save()
if st.button("Add blue"): n.b.append("blue"); save()
if st.button("Flip"): n.b.reverse(); save()
if st.button("Undo") and n.u: n.r.append(n.b); n.b = n.u.pop()
if st.button("Redo") and n.r: n.u.append(n.b); n.b = n.r.pop()
st.write(f"Beads: {len(n.b)}"); st.write("Bracelet:", ", ".join(n.b))
