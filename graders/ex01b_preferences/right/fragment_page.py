import streamlit as st

INITIAL = dict(volume=5, nickname="Guest", tips=True)


@st.fragment
def panel():
    prefs = st.session_state.setdefault("prefs", INITIAL.copy())

    with st.container(border=True):
        up, down = st.columns(2)
        with up:
            if st.button("Louder", icon="🔊"):
                prefs.update(volume=prefs["volume"] + 1)
        with down:
            if st.button("Mute", icon="🔇"):
                prefs.update(volume=0)
        st.subheader(f"Volume: {prefs['volume']}")

    with st.container(border=True):
        typed = st.text_input("New nickname", placeholder="Type here")
        if st.button("Rename"):
            prefs.update(nickname=typed)
        st.subheader(f"Nickname: {prefs['nickname']}")

    with st.container(border=True):
        if st.button("Tips on/off", type="primary"):
            prefs.update(tips=not prefs["tips"])
        if prefs["tips"]:
            st.info("Tips: on")
        else:
            st.warning("Tips: off")


st.title("Preferences")
panel()
