# do: click "Count"
"""A pool of threads, and a progress bar."""
from concurrent.futures import ThreadPoolExecutor

import streamlit as st

TEXTS = ["one two", "three", "four five six"]
if st.button("Count"):
    bar = st.progress(0.0)
    with ThreadPoolExecutor(2) as pool:
        for n, words in enumerate(pool.map(lambda text: len(text.split()), TEXTS), 1):
            bar.progress(n / len(TEXTS), f"{n} done")
            st.write(words)
