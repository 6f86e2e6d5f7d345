from inspect import getmembers, isroutine, signature

import streamlit as st

# All that the documentation's page lists.
LISTED = """
checkbox color_picker data_editor date_input
file_uploader multiselect number_input radio
select_slider selectbox slider text_area
text_input time_input toggle

button download_button form_submit_button
"""


def takers(parameter):
    return [
        name if name in LISTED.split() else f"**{name}**"
        for name, function in getmembers(st, isroutine)
        if parameter in signature(function).parameters
    ]


st.caption(f"Streamlit {st.__version__}")
for parameter in ["on_change", "on_click", "on_submit", "on_select"]:
    st.write(f"{parameter}: {', '.join(takers(parameter))}")
