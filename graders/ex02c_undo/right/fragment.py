import streamlit as st

state = st.session_state
state.setdefault("old", [])
state.setdefault("now", [])
state.setdefault("new", [])
st.text_input("For")


@st.fragment
def designer():
    steps = {"Add red": state.now + ["Red"], "Add blue": state.now + ["Blue"], "Flip": state.now[::-1]}
    for label, then in steps.items():
        if st.button(label):
            state.old = state.old + [state.now]
            state.now, state.new = then, []
    if st.button("Undo") and state.old:
        *state.old, before = state.old
        state.new, state.now = [*state.new, state.now], before
    if st.button("Redo") and state.new:
        *state.new, after = state.new
        state.old, state.now = [*state.old, state.now], after
    st.write(f"Beads: {len(state.now)}")
    st.write("Bracelet: ", *state.now)


designer()
