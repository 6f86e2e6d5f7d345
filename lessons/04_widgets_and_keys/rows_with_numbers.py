import streamlit as st

if "rows" not in st.session_state:
    st.session_state.rows = []
    st.session_state.made = 0  # how many rows there have ever been

if st.button("One more tea"):
    st.session_state.made += 1
    st.session_state.rows.append(st.session_state.made)
if st.button("Take the first row off") and st.session_state.rows:
    st.session_state.rows.pop(0)

for number in st.session_state.rows:
    st.number_input(f"Tea {number}", min_value=0, key=f"cups {number}")
