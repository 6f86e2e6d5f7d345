# do: send "Hello" in "Say something"
# do: send "Bye" in "Say something"
"""A chat that answers with what it was told."""
import streamlit as st

if "messages" not in st.session_state:
    st.session_state.messages = [{"role": "assistant", "content": "How can I help?"}]
for message in st.session_state.messages:
    with st.chat_message(message["role"]):
        st.markdown(message["content"])
if prompt := st.chat_input("Say something"):
    st.session_state.messages.append({"role": "user", "content": prompt})
    with st.chat_message("user"):
        st.markdown(prompt)

    def words():
        yield from f"You said {prompt}".split(" ")

    with st.chat_message("assistant"):
        answer = st.write_stream(words())
    st.session_state.messages.append({"role": "assistant", "content": answer})
