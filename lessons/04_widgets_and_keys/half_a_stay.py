from datetime import date

import streamlit as st

stay = st.date_input("Your stay", value=[date(2030, 5, 1)])
first_day, last_day = stay
st.write(f"From {first_day} to {last_day}")
