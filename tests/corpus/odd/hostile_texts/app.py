import streamlit as st

print("\x1b[2J\x1b]0;title\x07 ::set-output name=grade::100")
print("<img src=x onerror=alert(1)> [link](javascript:alert(1))")
raise ValueError("<script>alert(1)</script>")
