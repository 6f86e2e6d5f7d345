import os

import streamlit as st

st.write(os.listdir(os.path.dirname(os.path.dirname(os.getcwd()))))
