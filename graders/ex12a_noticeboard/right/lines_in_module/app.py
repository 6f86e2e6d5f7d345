import ledger
import streamlit as st
from ledger import Notice

TOPICS = ["Sale", "Wanted", "Lost"]
ss = st.session_state


def begin():
    ss.user = None
    ss.draft = ""
    ss.draft_topic = ""
    ss.asked = None


if "user" not in ss:
    begin()
    ss.reverse = False
    ss.show = st.query_params["show"] if st.query_params.get("show") in TOPICS else "All"


def sign_in():
    if ss.name != "":
        ss.user = ss.name


def preview():
    if ss.notice:
        ss.draft, ss.draft_topic = ss.notice, ss.topic
        ss.notice = ""


def post():
    ledger.add(Notice(ss.draft, ss.draft_topic, ss.user))
    ss.draft = ""


def keep_order():
    ss.reverse = ss.box


def follow():
    st.query_params.from_dict({"show": ss.show} if ss.show != "All" else {})


page, side = st.columns([3, 1])
with side:
    st.write("Signed in: " + (ss.user or "nobody"))
    st.text_input("Your name", key="name", disabled=bool(ss.user))
    st.button("Sign in", on_click=sign_in, disabled=bool(ss.user))
    st.button("Sign out", on_click=begin, disabled=not ss.user)
    st.selectbox("Show", ["All", *TOPICS], key="show", on_change=follow)
    if st.checkbox("Settings", key="panel"):
        ss.box = ss.reverse
        st.checkbox("Newest first", key="box", on_change=keep_order)
with page:
    with st.form("new"):
        st.text_input("Notice", key="notice", disabled=not ss.user)
        st.selectbox("Topic", TOPICS, key="topic", disabled=not ss.user)
        st.form_submit_button("Preview", on_click=preview, disabled=not ss.user)
    if ss.user:
        st.text(f"Draft: {ss.draft or 'none'}")
    st.button("Post", on_click=post, disabled=not ss.draft)
    st.button("Discard", on_click=lambda: ss.update(draft=""), disabled=not ss.draft)

    board = [notice for notice in ledger.notices() if ss.show in {"All", notice.topic}]
    if ss.reverse:
        board.reverse()
    st.subheader(f"Notices: {len(board)}")
    for notice in board:
        with st.container(border=True, key=f"card{notice.id}"):
            st.write(notice.text)
            st.caption(f"{notice.topic}, {notice.author}")
            mine = notice.author == ss.user
            if mine and ss.asked == notice.id:
                yes, no = st.columns(2)
                if yes.button("Yes, delete"):
                    ledger.remove(notice.id)
                    ss.asked = None
                    st.rerun()
                if no.button("Keep it"):
                    ss.asked = None
                    st.rerun()
            elif mine:
                st.button("Delete", key=notice.id, on_click=ss.update, kwargs={"asked": notice.id})
