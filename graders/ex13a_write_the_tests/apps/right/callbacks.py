import streamlit as st


@st.cache_resource
def prices():
    return {"Muffin": 2, "Brownie": 3, "Tart": 5}


def sell():
    st.session_state.earned += prices()[st.session_state.cake]
    st.session_state.sold += 1
    st.session_state.last.append(prices()[st.session_state.cake])


def take_back():
    if st.session_state.sold > 0:
        st.session_state.sold -= 1
        st.session_state.earned -= st.session_state.last.pop()


st.session_state.setdefault("sold", 0)
st.session_state.setdefault("earned", 0)
st.session_state.setdefault("last", [])

left, right = st.columns(2)
left.metric("Sold", st.session_state.sold)
right.metric("Earned", st.session_state.earned)
st.button("Sell", key="sell", on_click=sell, type="primary")
st.button("Take back", key="take_back", on_click=take_back)
st.selectbox("Cake", prices(), key="cake")
st.text_input("Next in line", key="next_in_line", max_chars=40)
