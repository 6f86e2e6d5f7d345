import streamlit as st
n = st.session_state
if "b" not in n:
    n.b = []; n.prev = []
st.text_input("For")
if st.button("Add red"): n.prev = n.b[:]; n.b.append("red")
if st.button("Add blue"): n.prev = n.b[:]; n.b.append("blue")
if st.button("Flip"): n.prev = n.b[:]; n.b.reverse()
if st.button("Undo"): n.b, n.prev = n.prev, n.b
if st.button("Redo"): n.b, n.prev = n.prev, n.b
st.write(f"Beads: {len(n.b)}"); st.write("Bracelet:", ", ".join(n.b))
