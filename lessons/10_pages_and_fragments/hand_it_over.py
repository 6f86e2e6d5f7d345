import streamlit as st

st.session_state.setdefault("used", 3)


@st.fragment
def panel():
    size = st.slider("Size", 1, 9, 3, key="size")
    st.write("In the panel:", size)
    if st.button("Use it"):
        st.session_state.used = size
        st.rerun()


panel()
st.write("Outside:", st.session_state.used)
st.button("Order")
