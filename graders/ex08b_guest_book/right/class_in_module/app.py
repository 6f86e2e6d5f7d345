import os
from datetime import datetime

import streamlit as st
from ledger import update

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "book.json")


def main():
    st.title("Guest book")
    with st.sidebar:
        name = st.text_input("Your name", key="who")
        signed = st.button("Sign", disabled=False)
    new = [{"name": name, "time": datetime.now().isoformat()}] if signed and name else []
    entries = update(PATH, lambda old: new + old)
    st.write(f"**Signatures:** {len(entries)}")
    for entry in entries:
        st.markdown(f"*{entry['name']}*")


main()
