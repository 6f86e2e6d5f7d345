import streamlit as st

if "recipe" not in st.session_state:
    st.session_state.recipe = {"order": ["a1", "a2"], "made": 2}
recipe = st.session_state.recipe


def change(what, name=None):
    order = recipe["order"]
    if what == "Add":
        recipe["made"] += 1
        order.append(f"a{recipe['made']}")
    elif what == "Delete":
        order.remove(name)
    elif order.index(name):
        place = order.index(name)
        order[place], order[place - 1] = order[place - 1], order[place]


total = 0
with st.sidebar:
    st.text_input("Title", key="title")
    st.button("Add a step", on_click=change, args=("Add",))
for name in recipe["order"]:
    top = st.columns(2)
    with top[0]:
        st.text_input("Step", key=f"{name} step", placeholder="Cut the onions")
    with top[1]:
        minutes = st.number_input("Minutes", min_value=0, key=f"{name} minutes")
    total = total + minutes
    for what in ("Up", "Delete"):
        st.button(what, key=f"{name} {what}", on_click=change, args=(what, name))
st.markdown(f"**Total:** {total}")
