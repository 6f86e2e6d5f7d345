import streamlit as st
if 'c' not in st.session_state:
    st.session_state['c'] = 1
def up():
    st.session_state['c'] += 1
st.button('Wave')
st.text_input('Your name', on_change=up)
st.write(f"Runs so far: {st.session_state['c']}")
