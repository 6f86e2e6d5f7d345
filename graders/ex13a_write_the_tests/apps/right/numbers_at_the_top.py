import streamlit as st

ss = st.session_state
if "till" not in ss:
    ss["till"] = {"Muffin": 0, "Brownie": 0, "Tart": 0}
    ss["order"] = ()
top = st.container(horizontal=True)
cake = st.radio("Napkin", ["paper", "cloth"]) and st.selectbox("Cake", ss["till"].keys(), key="cake")
if st.button("Sell", key="sell"):
    ss["till"][cake] += 1
    ss["order"] = (*ss["order"], cake)
if st.button("Take back", key="take_back"):
    for last in ss["order"][-1:]:
        ss["till"][last] -= 1
    ss["order"] = ss["order"][:-1]
who = st.text_input("Next in line", key="next_in_line")
if who:
    st.success(f"Hello, {who}!")
till = ss["till"]
top.metric("Sold", sum(till.values()))
top.metric("Earned", till["Muffin"] * 2 + till["Brownie"] * 3 + till["Tart"] * 5)
