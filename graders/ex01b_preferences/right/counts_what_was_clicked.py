# Odd but right: session state keeps what was done, and the values follow from that.
import streamlit as st

done = st.session_state.setdefault("done", [])
if st.button("Louder"):
    done.append(("Volume", 1))
if st.button("Mute"):
    done.append(("Volume", None))
name = st.text_input("New nickname")
if st.button("Rename"):
    done.append(("Nickname", name))
if st.button("Tips on/off"):
    done.append(("Tips", None))

volume, nickname, tips = 5, "Guest", True
for what, value in done:
    match what:
        case "Volume":
            volume = volume + value if value else 0
        case "Nickname":
            nickname = value
        case "Tips":
            tips = not tips
labels, values = st.columns(2)
with labels:
    st.write("Volume")
    st.write("Nickname")
    st.write("Tips")
with values:
    st.write(volume)
    st.write(nickname or "–")
    st.write("on" if tips else "off")
