import streamlit as st

if "runs" not in st.session_state:
    st.session_state.runs = 0
st.session_state.runs += 1


@st.fragment
def wave():
    if st.button("Wave"):
        st.write("👋")


name = st.text_input("Your name")
wave()
st.write(f"Runs so far: {st.session_state.runs}")
