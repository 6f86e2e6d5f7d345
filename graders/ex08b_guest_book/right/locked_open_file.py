# Odd but right: the operating system locks the open book itself.
import fcntl
import os

import streamlit as st


def signed(name=""):
    with open(os.path.join(os.path.dirname(__file__), "book.txt"), "a+", encoding="utf-8", errors="surrogateescape") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        text = file.read()
        if name:
            # A line that was cut off ends here; the name is one of its own.
            new = ("\n" if text and not text.endswith("\n") else "") + name + "\n"
            file.write(new)
            text += new
        lines = text.split("\n")
    return [line for line in lines if line and "\0" not in line][::-1]


name = st.text_input("Your name")
if st.button("Sign"):
    names = signed(name.strip())
else:
    names = signed()
st.header("Signatures: " + str(len(names)))
for number, name in enumerate(names):
    st.caption(name)
