# Odd but right: the operating system locks the open book itself.
import fcntl

import streamlit as st


def signed(name=""):
    with open("book.txt", "a+", encoding="utf-8", errors="surrogateescape") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        lines = file.read().split("\n")
        if name:
            file.write(name + "\n")
            lines.insert(-1, name)
    return [line for line in lines if line and "\0" not in line][::-1]


name = st.text_input("Your name")
if st.button("Sign"):
    names = signed(name.strip())
else:
    names = signed()
st.header("Signatures: " + str(len(names)))
for number, name in enumerate(names):
    st.caption(name)
