import streamlit as st

ss = st.session_state
if not hasattr(ss, "bag"):
    ss.bag = ()

st.write(f"Items: {len(ss.bag)}")
st.write(", ".join(ss.bag))

item = st.text_input("Item")
if st.button("Add") and item:
    ss.bag = (*ss.bag, item)
    st.rerun()
if st.button("Sort"):
    ss.bag = tuple(sorted(ss.bag))
    st.rerun()
if st.button("Remove last"):
    ss.bag = ss.bag[:-1]
    st.rerun()
