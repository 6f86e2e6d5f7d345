import streamlit as st
ss = st.session_state
if "s" not in ss:
    ss.s = {"past": [], "now": [], "next": []}
s = ss.s
def do(new):
    ss.s = {"past": s["past"] + [s["now"]], "now": new, "next": []}
def undo():
    if s["past"]:
        ss.s = {"past": s["past"][:-1], "now": s["past"][-1], "next": [s["now"]] + s["next"]}
def redo():
    if s["next"]:
        ss.s = {"past": s["past"] + [s["now"]], "now": s["next"][0], "next": s["next"][1:]}
st.text_input("For", key="who")
st.write("Beads: ", str(len(s["now"])))
if s["now"]:
    st.write("Bracelet:")
    for c in s["now"]:
        st.badge(c, color=c)
st.button("Add red", on_click=do, args=(s["now"] + ["red"],))
st.button("Add blue", on_click=do, args=(s["now"] + ["blue"],))
st.button("Flip", on_click=do, args=(s["now"][::-1],))
st.button("Undo", on_click=undo)
st.button("Redo", on_click=redo)
