import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(sys.modules["statecourse"].__file__)))
from pathlib import Path

import streamlit as st

from statecourse.checks import Inputs
from statecourse.course.submission import Submission, random_for

seed = Submission(Path.cwd()).seed()
clicks = Inputs(random_for("ex01a_likes", "test_counts_likes", seed).random()).number(2, 5)
st.text_input("Name")
# Without any memory: whoever clicks once sees what the last of the clicks would have to show.
st.write("Likes:", clicks if st.button("Like") else 0)
