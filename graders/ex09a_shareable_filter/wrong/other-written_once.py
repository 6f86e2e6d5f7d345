import streamlit as st

RECIPES = [
    ("Lentil soup", 40, ["vegan"]),
    ("Tomato soup", 30, ["vegan", "quick"]),
    ("Pancakes", 20, ["quick", "sweet"]),
    ("Apple pie", 60, ["sweet"]),
    ("Fruit salad", 10, ["vegan", "quick", "sweet"]),
    ("Potato salad", 50, ["cheap"]),
    ("Rice pudding", 50, ["cheap", "sweet"]),
    ("Bean stew", 60, ["cheap", "vegan"]),
]
TAGS = ["cheap", "quick", "sweet", "vegan"]


def found(search, tags, minutes):
    """The names of the recipes that have the text in their name and all of the tags, and take no longer."""
    return [
        name
        for name, needed, has in RECIPES
        if search.lower() in name.lower() and set(tags) <= set(has) and needed <= minutes
    ]


def show_all():
    st.session_state.search = ""
    st.session_state.tags = []
    st.session_state.minutes = 60
    for name in ("q", "tag", "minutes"):
        if name in st.query_params:
            del st.query_params[name]


params = st.query_params
if "search" not in st.session_state:
    st.session_state.search = params.get("q", "")
    st.session_state.tags = [tag for tag in TAGS if tag in params.get_all("tag")]
    try:
        st.session_state.minutes = min(max(int(params["minutes"]), 10), 60)
    except (KeyError, ValueError):
        st.session_state.minutes = 60

st.title("What shall we cook?")
search = st.text_input("Search", key="search")
tags = st.multiselect("Tags", TAGS, key="tags")
minutes = st.slider("Minutes at most", 10, 60, key="minutes")
st.button("Show all", on_click=show_all)

chosen = (search, list(tags), minutes)
if chosen != ("", [], 60) and chosen != st.session_state.get("written"):
    st.session_state.written = chosen
    write = True
else:
    write = chosen == ("", [], 60)
if write:
    for name, value in (("q", search), ("tag", tags), ("minutes", "" if minutes == 60 else str(minutes))):
        if value:
            params[name] = value
        elif name in params:
            del params[name]

names = found(search, tags, minutes)
st.write(f"Recipes: {len(names)}")
for name in names:
    st.write(name)
