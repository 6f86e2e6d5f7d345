import streamlit as st

PRICES = (("Muffin", 2), ("Brownie", 3), ("Tart", 5))


def happens(what):
    st.session_state["selling"] = what


def till(events):
    sold = []
    for event in events:
        if event is not None:
            sold.append(event)
        elif sold:
            sold.pop()
    return sold


if not isinstance(st.session_state.get("events"), list):
    st.session_state["events"] = []
with st.sidebar:
    cake = st.selectbox("Cake", [name for name, _ in PRICES], key="cake")
    st.button("Take back", key="take_back", on_click=happens, args=("back",))
    st.button("Sell", key="sell", on_click=happens, kwargs={"what": "sale"})
match st.session_state.pop("selling", None):
    case "sale":
        st.session_state["events"].append(dict(PRICES)[cake])
    case "back":
        st.session_state["events"].append(None)
st.text_input("Next in line", key="next_in_line")
sold = till(st.session_state["events"])
st.metric("Sold", str(len(sold)))
st.metric("Earned", str(sum(sold)), delta=str(sold[-1]) if sold else None)
if sold:
    st.bar_chart(sold) if len(sold) > 100 else st.caption(f"{len(sold)} cakes")
