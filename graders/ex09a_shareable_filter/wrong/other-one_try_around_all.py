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


if "search" not in st.session_state:
    show_all()
    try:
        st.session_state.search = st.query_params.get("q", "")
        if "minutes" in st.query_params:
            st.session_state.minutes = int(st.query_params["minutes"])
        st.session_state.tags = [tag for tag in st.query_params.get_all("tag") if tag in TAGS]
    except ValueError:
        pass  # a wrong link

st.title("What shall we cook?")

search = st.text_input("Search", key="search")
tags = st.multiselect("Tags", TAGS, key="tags")
minutes = st.slider("Minutes at most", 10, 60, key="minutes")
st.button("Show all", on_click=show_all)

st.query_params.update({"q": search, "tag": tags, "minutes": minutes})

names = found(search, tags, minutes)
st.write(f"Recipes: {len(names)}")
for name in names:
    st.write(name)
