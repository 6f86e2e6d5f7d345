# do: set "Divide by" to 0
# do: set "Divide by" to 2
# do: click "Fail"
"""What is caught, and what is not."""
import streamlit as st

by = st.number_input("Divide by", 0, 9, 1)
try:
    share = 12 / by
except ZeroDivisionError as problem:
    st.warning(f"Not by that: {problem}")
else:
    st.write(share)
finally:
    print("divided by", by)
if st.button("Fail"):
    raise ValueError("as it was told to")
