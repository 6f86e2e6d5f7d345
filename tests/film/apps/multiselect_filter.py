# do: choose "fish", "tea" in "Kinds"
# do: type "s" in "Search"
"""Rows that are filtered in comprehensions."""
import streamlit as st

GOODS = [("salmon", "fish"), ("sencha", "tea"), ("rye", "bread"), ("assam", "tea")]
kinds = st.multiselect("Kinds", sorted({kind for _, kind in GOODS}))
search = st.text_input("Search")
found = [(name, kind) for name, kind in GOODS if (not kinds or kind in kinds) and search in name]
by_kind = {kind: sum(k == kind for _, k in found) for kind in kinds}
longest = max((name for name, _ in found), key=len, default="")
st.write(found, by_kind, longest)
