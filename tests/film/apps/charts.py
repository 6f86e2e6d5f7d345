# do: choose "b" in "Column"
"""Numbers as a picture."""
import numpy as np
import pandas as pd
import streamlit as st

values = np.arange(12).reshape(6, 2)
table = pd.DataFrame(values, columns=["a", "b"])
table["sum"] = table["a"] + table["b"]
column = st.selectbox("Column", list(table.columns))
st.line_chart(table[column])
mean = table[column].mean()
largest = table[column].max()
st.write(f"mean {mean:.1f}, largest {largest}")
