import time

import streamlit as st

if "runs" not in st.session_state:
    end = time.perf_counter() + 2
    primes = []
    number = 2
    while time.perf_counter() < end:
        if all(number % prime for prime in primes[:100]):
            primes.append(number)
        number += 1
    st.session_state.runs = 0
st.session_state.runs += 1
st.text_input("Your name")
st.button("Wave")
st.write(f"Runs so far: {st.session_state.runs}")
