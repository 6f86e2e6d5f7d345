import streamlit as st

TOPICS = ["Sale", "Wanted", "Lost"]

# TODO 1: a board that all share, and that is still there tomorrow.
st.session_state.setdefault("notices", [])
st.session_state.setdefault("user", None)
st.session_state.setdefault("draft", None)


def sign_in():
    if st.session_state.name:
        st.session_state.user = st.session_state.name


# TODO 2: forget who was signed in, and nothing else.
def sign_out():
    st.session_state.clear()


def preview(text, topic):
    if text:
        st.session_state.draft = {"text": text, "topic": topic, "by": st.session_state.user}


def discard():
    st.session_state.draft = None


def post():
    st.session_state.notices.append(st.session_state.draft)
    st.session_state.draft = None


# TODO 3: ask first.
def delete(notice):
    st.session_state.notices.remove(notice)


st.title("Mill Street 12")
user = st.session_state.user
st.write(f"Signed in: {user or 'nobody'}")

if user:
    st.button("Sign out", on_click=sign_out)

    # TODO 4: one form. (Its button needs another way to get at what was typed.)
    text = st.text_input("Notice")
    topic = st.selectbox("Topic", TOPICS)
    st.button("Preview", on_click=preview, args=(text, topic))

    draft = st.session_state.draft
    st.write(f"Draft: {draft['text'] if draft else 'none'}")
    if draft:
        st.button("Post", on_click=post)
        st.button("Discard", on_click=discard)
else:
    st.text_input("Your name", key="name")
    st.button("Sign in", on_click=sign_in)

# TODO 5: this choice should stay.
newest_first = False
if st.checkbox("Settings"):
    newest_first = st.checkbox("Newest first")

# TODO 6: this one belongs in the address.
show = st.selectbox("Show", ["All", *TOPICS])
notices = [notice for notice in st.session_state.notices if show in ("All", notice["topic"])]
st.write(f"Notices: {len(notices)}")
for number, notice in enumerate(reversed(notices) if newest_first else notices):
    st.write(f"{notice['text']} ({notice['topic']}, {notice['by']})")
    if notice["by"] == user:
        st.button("Delete", key=number, on_click=delete, args=(notice,))
