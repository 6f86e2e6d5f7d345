import streamlit as st


@st.cache_resource
def poll():
    return {"Alien": 0, "Brazil": 0, "Casablanca": 0}


def vote(film):
    poll()[film] += 1


def propose():
    if st.session_state.new:
        poll().setdefault(st.session_state.new, 0)


st.text_input("New film", key="new", on_change=propose)
for film, count in poll().items():
    st.button(f"Vote for {film}", on_click=vote, args=(film,))
    st.write(f"{film}: {count}")
st.write(f"Total: {sum(poll().values())}")
