import streamlit as st

ESCAPE = chr(27)
print(ESCAPE + "[2J" + ESCAPE + "]0;title" + chr(7) + "::error::broken")
print("<img src=x onerror=alert(1)> [link](javascript:alert(1)) ```")
st.button("<script>alert(2)</script>" + ESCAPE + "[31m")
raise type("<b>Error</b>", (Exception,), {})(ESCAPE + "[31m<script>alert(1)</script>" + chr(0x202E) + "=1+1")
