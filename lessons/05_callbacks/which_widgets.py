import inspect

import streamlit as st

# What the documentation's page on session state lists.
LISTED = {
    "on_change": "checkbox color_picker data_editor date_input file_uploader multiselect number_input "
    "radio select_slider selectbox slider text_area text_input time_input toggle",
    "on_click": "button download_button form_submit_button",
}


def elements_with(parameter):
    """The names of all that Streamlit offers and that takes this parameter."""
    for name, element in inspect.getmembers(st, inspect.isroutine):
        if not name.startswith("_") and parameter in inspect.signature(element).parameters:
            yield name


st.caption(f"Streamlit {st.__version__}. Bold: not on that page.")
for parameter in ["on_change", "on_click", "on_submit", "on_select", "on_dismiss"]:
    listed = LISTED.get(parameter, "").split()
    names = [name if name in listed else f"**{name}**" for name in elements_with(parameter)]
    st.write(f"{parameter}: {', '.join(names)}")
