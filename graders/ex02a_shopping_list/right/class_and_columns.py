import streamlit as st

class Shopping:
    def __init__(self):
        self.things = []
    def add(self, thing):
        if thing:
            self.things = [*self.things, thing]

if "shopping" not in st.session_state:
    st.session_state.shopping = Shopping()
shopping = st.session_state.shopping
c1, c2 = st.columns([3, 1])
item = c1.text_input("Item", label_visibility="collapsed")
if c2.button("Add"):
    shopping.add(item)
if st.button("Sort"):
    shopping.things.sort()
if st.button("Remove last"):
    shopping.things = shopping.things[:-1]
left, right = st.columns(2)
left.write("Items")
right.write(str(len(shopping.things)))
for t in shopping.things:
    with st.container(border=True):
        st.markdown(f"**{t}**")
