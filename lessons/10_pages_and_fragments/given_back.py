import streamlit as st


@st.fragment
def panel():
    size = st.slider("Size", 1, 9, 3)
    st.write("In the panel:", size)
    return size


chosen = panel()
st.write("Outside:", chosen)
st.button("Order")
