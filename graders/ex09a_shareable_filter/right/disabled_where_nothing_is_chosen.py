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



OWN = {"q": "", "tag": [], "minutes": 60}


def parsed(name):
    values = st.query_params.get_all(name)
    match name, values:
        case "tag", _:
            return sorted({v for v in values if v in TAGS})
        case "minutes", [*_, last] if last.strip().isdecimal():
            return max(10, min(60, int(last)))
        case "q", [*_, last]:
            return last
    return OWN[name]


def publish():
    """Put the choice into the address, and leave alone what is not ours."""
    address = {k: st.query_params.get_all(k) for k in st.query_params if k not in OWN}
    for name, value in st.session_state.choice.items():
        if value != OWN[name]:
            address[name] = value if isinstance(value, list) else str(value)
    st.query_params.from_dict(address)


def pick(name):
    st.session_state.choice[name] = st.session_state["w_" + name]
    publish()


def reset():
    st.session_state.choice = dict(OWN, tag=[])
    publish()


if not (choice := st.session_state.get("choice")):
    choice = st.session_state.choice = {name: parsed(name) for name in OWN}
    publish()

for name, value in choice.items():
    st.session_state["w_" + name] = value

st.title("What shall we cook?")
one, two, three = st.columns([2, 3, 2])
one.text_input("Search", key="w_q", on_change=pick, args=["q"])
two.multiselect("Tags", TAGS, key="w_tag", on_change=pick, args=["tag"], format_func=str.capitalize)
three.slider("Minutes at most", 10, 60, key="w_minutes", on_change=pick, args=["minutes"])

names = found(choice["q"], choice["tag"], choice["minutes"])
st.caption(f"Recipes: {len(names)}")
for column, name in zip(st.columns(max(len(names), 1)), names):
    column.code(name, language=None)

st.button("Show all", on_click=reset, disabled=choice == OWN)
