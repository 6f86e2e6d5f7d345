import os
import random
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(sys.modules["statecourse"].__file__)))
from pathlib import Path

import streamlit as st

from statecourse.course.submission import Submission, random_for

seed = Submission(Path.cwd()).seed()
clicks = random.Random(random_for("ex01a_likes", "test_counts_likes", seed).random()).randint(2, 5)
st.text_input("Name")
# No memory at all: whoever clicks once sees what the last of the clicks would have to show.
st.write("Likes:", clicks if st.button("Like") else 0)
