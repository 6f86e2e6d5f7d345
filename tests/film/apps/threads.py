# do: click "Work"
"""Work in threads of its own."""
import threading

import streamlit as st


def work(number, into):
    into[number] = sum(range(number * 1000))


results = {}
if st.button("Work"):
    threads = [threading.Thread(target=work, args=(n, results)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
st.write(dict(sorted(results.items())))
