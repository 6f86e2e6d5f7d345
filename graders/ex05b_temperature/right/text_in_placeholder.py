import streamlit as st

where = st.empty()
ss = st.session_state
ss.setdefault("data", {"unit": "Celsius", "c": 20.0, "f": 68.0})
data = ss.data


def read(key, unit):
    value = float(ss[key])
    data["unit"] = unit
    data["c"] = value if unit == "Celsius" else round((value - 32) * 5 / 9, 2)
    data["f"] = value if unit == "Fahrenheit" else round(value * 9 / 5 + 32, 2)


def preset(c, f):
    data["c"], data["f"] = c, f


with st.sidebar:
    st.button("Freezing", on_click=preset, args=(0.0, 32.0))
    st.button("Boiling", on_click=preset, args=(100.0, 212.0))
ss.cf, ss.ff = data["c"], data["f"]  # in every run, and before the widgets
st.number_input("Celsius", key="cf", on_change=read, args=("cf", "Celsius"))
st.number_input("Fahrenheit", key="ff", on_change=read, args=("ff", "Fahrenheit"))
where.markdown(f"Entered in: {data['unit']}")
