import streamlit as st

st.write(f"Parcel for: {st.session_state.get('name') or '(nobody yet)'}")
