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


def read():
    show_all()
    st.session_state.search = st.query_params.get("q", "")
    st.session_state.tags = [tag for tag in TAGS if tag in st.query_params.get_all("tag")]
    try:
        st.session_state.minutes = min(max(int(st.query_params["minutes"]), 10), 60)
    except (KeyError, ValueError):
        pass


if "search" not in st.session_state:
    read()

st.title("What shall we cook?")
search = st.text_input("Search", key="search")
tags = st.multiselect("Tags", TAGS, key="tags")
minutes = st.slider("Minutes at most", 10, 60, key="minutes")
st.button("Show all", on_click=show_all)

address = st.query_params.to_dict()
for name in ("q", "tag", "minutes"):
    address.pop(name, None)
if search:
    address["q"] = search
if tags:
    address["tag"] = tags
if minutes != 60:
    address["minutes"] = str(minutes)
st.query_params.from_dict(address)

names = found(search, tags, minutes)
st.write(f"Recipes: {len(names)}")
for name in names:
    st.write(name)
