import streamlit as st

if "titles" not in st.session_state:
    st.session_state.update(titles=[], states=[])
titles, states = st.session_state.titles, st.session_state.states


def add(title):
    titles.append(title)
    states.append(0)


def on(number):
    st.session_state.states[number] += 1


field = st.text_input("Title")
if st.button("Add", disabled=not field):
    add(field)
if st.button("Delete done tasks"):
    kept = [pair for pair in zip(titles, states) if pair[1] < 2]
    titles[:] = [title for title, _ in kept]
    states[:] = [state for _, state in kept]
for number, (title, state) in enumerate(zip(titles, states)):
    st.write(title + ":", ["to do", "doing", "done"][state])
    if state < 2:
        st.button("Move on", key=("on", number).__repr__(), on_click=on, args=[number])
st.write("To do:", states.count(0))
st.write("Doing:", states.count(1))
st.write("Done:", states.count(2))
