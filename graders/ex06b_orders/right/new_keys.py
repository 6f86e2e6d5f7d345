"""Fields with a number in their keys: the next order gets new ones."""

import streamlit as st

s = st.session_state
if "n" not in s:
    s.n, s.lines, s.total = 0, [], 0


def add(n):
    name = s[f"name{n}"]
    s.lines.append(f"{s[f'pieces{n}']} {s[f'item{n}']}" + (f" for {name}" if name else ""))
    s.total += s[f"pieces{n}"]
    s.n += 1


def reset():
    s.lines, s.total = [], 0


left, right = st.columns(2)
with left:
    kind = st.selectbox("Kind", ["Drinks", "Cakes"])
    with st.form(f"form{s.n}"):
        st.selectbox("Item", {"Drinks": ["Tea", "Coffee"], "Cakes": ["Muffin", "Strudel"]}[kind], key=f"item{s.n}")
        st.number_input("Pieces", 1, 9, key=f"pieces{s.n}")
        st.text_input("For", key=f"name{s.n}")
        st.form_submit_button("Add", on_click=add, args=(s.n,))
with right:
    st.button("Start over", on_click=reset)
    st.write("Orders:", len(s.lines))
    st.write("Pieces in all:", s.total)
    st.write("\n\n".join(s.lines))
