# do: choose "Rice" in "Item"
# do: set "How many" to 2
# do: click "Add"
# do: click "Add"
# do: click "Empty the cart"
"""A cart of dataclasses."""
from dataclasses import dataclass, field

import streamlit as st


@dataclass
class Cart:
    lines: dict[str, int] = field(default_factory=dict)

    def add(self, name, count):
        self.lines[name] = self.lines.get(name, 0) + count

    @property
    def total(self):
        return sum(PRICES[name] * count for name, count in self.lines.items())


PRICES = {"Tea": 3.5, "Salt": 1.25, "Rice": 2.0}
cart = st.session_state.setdefault("cart", Cart())
with st.sidebar:
    name = st.selectbox("Item", list(PRICES))
    count = st.number_input("How many", 1, 9, 1)
    if st.button("Add"):
        cart.add(name, count)
    if st.button("Empty the cart"):
        cart.lines.clear()
for line, n in cart.lines.items():
    st.write(n, "×", line)
st.metric("Total", f"{cart.total:.2f}")
