import streamlit as st

st.session_state.setdefault("things", [])
st.session_state.setdefault("backwards", False)

item = st.text_input("Item")
if st.button("Add") and item:
    st.session_state.things.append(item)
if st.button("Sort"):
    st.session_state.things.sort(reverse=st.session_state.backwards)
    st.session_state.backwards = not st.session_state.backwards
if st.button("Remove last") and st.session_state.things:
    st.session_state.things.pop()

st.write(f"Items: {len(st.session_state.things)}")
st.table({"Thing": st.session_state.things})
