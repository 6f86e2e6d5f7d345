import pathlib
import uuid

import streamlit as st

folder = pathlib.Path(__file__).parent / "notes"
folder.mkdir(exist_ok=True)
text = st.text_input("Note")
if st.button("Save"):
    (folder / uuid.uuid4().hex).write_text(text)
st.success(f"Notes: {len(list(folder.iterdir()))}")
