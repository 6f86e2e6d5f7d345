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


def minutes_in_the_address():
    try:
        return min(60, max(10, int(st.query_params.get("minutes", "60"))))
    except ValueError:
        return 60


def tags_in_the_address():
    return [tag for tag in st.query_params.get_all("tag") if tag in TAGS]


def show_all():
    for name in ("q", "tag", "minutes"):
        st.query_params.pop(name, None)
    st.session_state["generation"] = st.session_state.get("generation", 0) + 1
    st.session_state["begin"] = ("", [], 60)


if "begin" not in st.session_state:
    st.session_state["begin"] = (st.query_params.get("q", ""), tags_in_the_address(), minutes_in_the_address())
first = st.session_state["begin"]
number = st.session_state.get("generation", 0)

st.title("What shall we cook?")
search = st.text_input("Search", first[0], key=f"search{number}")
tags = st.multiselect("Tags", TAGS, first[1], key=f"tags{number}")
minutes = st.slider("Minutes at most", 10, 60, first[2], key=f"minutes{number}")
st.button("Show all", on_click=show_all)
st.query_params["q"] = search
st.query_params["tag"] = tags
st.query_params["minutes"] = str(minutes)

names = found(search, tags, minutes)
st.write(f"Recipes: {len(names)}")
for name in names:
    st.write(name)
