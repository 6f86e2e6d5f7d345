import pandas as pd
import streamlit as st

if "log" not in st.session_state:
    st.session_state.log = pd.DataFrame({"when": pd.Series(dtype="datetime64[ns]"), "name": pd.Series(dtype=str)})

name = st.text_input("Your name")
st.button("Wave")
st.session_state.log.loc[len(st.session_state.log)] = [pd.Timestamp.now(), name]
st.dataframe(st.session_state.log)
st.write(f"Runs so far: {len(st.session_state.log)}")
