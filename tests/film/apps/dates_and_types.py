# do: set "Priority" to "high"
# do: click "Save"
"""Values of many kinds."""
import datetime
import decimal
import pathlib
import uuid
from collections import Counter, OrderedDict, deque, namedtuple

import streamlit as st

Point = namedtuple("Point", "x y")
day = st.date_input("Day", datetime.date(2024, 2, 29))
at = st.time_input("At", datetime.time(8, 30))
priority = st.select_slider("Priority", ["low", "middle", "high"])
color = st.color_picker("Color", "#ff0000")
moment = datetime.datetime.combine(day, at)
price = decimal.Decimal("1.10") * 3
counted = Counter("abracadabra")
recent = deque([1, 2, 3], maxlen=2)
ordered = OrderedDict(b=1, a=2)
point, path = Point(1, 2.5), pathlib.PurePosixPath("a/b")
name = uuid.UUID(int=5)
data, view = b"\x00\xff", memoryview(b"abc")
nothing, dots, whole = None, ..., 2**70
if st.button("Save"):
    st.session_state.saved = (moment, price, counted, point)
st.write(str(st.session_state.get("saved")))
