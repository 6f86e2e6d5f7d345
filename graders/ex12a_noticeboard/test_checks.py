"""Checks of ex12a: a noticeboard with drafts on the note, notices in the ledger, and a filter in the address."""

from collections.abc import Callable

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    action,
    click,
    expect,
    fill,
    in_page_order,
    needs,
    number_after,
    page_text,
    race,
    text_after,
    widget,
    widgets,
)

TOPICS = ("Sale", "Wanted", "Lost")
CHOICES = ("All", *TOPICS)
ROUNDS = 6


def begin(app: App) -> App:
    """Open the app with an empty board: one that stayed from trying it out is gone."""
    for name in app.read_files():
        if name.startswith("notices.") and not name.endswith(".py"):
            app.delete_file(name)
    app.run()
    expect(app).to_run()
    return app


def set_value(app: App, label: str, value: object) -> None:
    """Set a widget, which must not stop the app."""
    fill(app, label, value)
    expect(app).to_run()


def press(app: App, label: str) -> None:
    """Click on a button, of a form or not. Fails the check where it is not there, or disabled."""
    click(label, in_form=True).do(app, 0)
    expect(app).to_run()


def press_if_enabled(app: App, label: str) -> None:
    """Click on a button, which may be disabled where the click would do nothing."""
    if usable(app, label):
        press(app, label)


def usable(app: App, label: str) -> list[object]:
    """The widgets with this label that can be used now."""
    return [found for found in widgets(app, label) if not found.disabled]


def sign_in(app: App, name: str) -> App:
    """Type a name, click on “Sign in”, and see the page that comes after, where it takes one more run."""
    if name:
        sign_in_now(app, name)
    else:
        set_value(app, "Your name", name)
        press_if_enabled(app, "Sign in")
    return app if signed_in(app) == name else app.run()


def sign_in_now(app: App, name: str) -> None:
    """Type a name, and click on “Sign in”."""
    set_value(app, "Your name", name)
    press(app, "Sign in")


def sign_out(app: App) -> App:
    """Click on “Sign out”, and see the page that comes after, where it takes one more run."""
    press(app, "Sign out")
    return app if signed_in(app) == "nobody" else app.run()


def preview(app: App, text: str, topic: str = "Sale") -> None:
    """Fill in the form, and click on “Preview”."""
    set_value(app, "Notice", text)
    set_value(app, "Topic", topic)
    (press if text else press_if_enabled)(app, "Preview")


def settle(app: App, label: str) -> None:
    """Run the app once more where a button is not there yet; what shows at once is for other checks."""
    if not usable(app, label):
        app.run()
        expect(app).to_run()


def post(app: App, text: str, topic: str = "Sale") -> None:
    """Make a draft, post it, and see the page that comes after."""
    preview(app, text, topic)
    settle(app, "Post")
    press(app, "Post")
    app.run()
    expect(app).to_run()


def choose(app: App, choice: str) -> None:
    """Choose in “Show” what to see."""
    widget(app, "Show").set_value(choice).run()
    expect(app).to_run()


def ask(app: App, row: int = 0) -> None:
    """Click on one of the buttons “Delete”."""
    click("Delete", rows=8).do(app, row)
    expect(app).to_run()


def signed_in(app: App) -> str | None:
    """Who is signed in, as the page says it."""
    return text_after(app, "Signed in")


def draft(app: App, texts: list[str]) -> str:
    """Which of these texts is the draft; “none” where the page says so."""
    said = text_after(app, "Draft") or ""
    return next((text for text in texts if text in said), said.casefold())


def board(app: App, texts: list[str]) -> str:
    """The number of notices, and which of these texts are on the page, from top to bottom."""
    there = in_page_order(app, texts)
    return ", ".join([f"{number_after(app, 'Notices')} notices", *there])


def in_any_order(app: App, texts: list[str]) -> str:
    """As `board`, whatever the order is."""
    return ", ".join([f"{number_after(app, 'Notices')} notices", *sorted(in_page_order(app, texts))])


def expect_board(app: App, *texts: str, among: list[str] | None = None, where: str = "") -> None:
    """Have the board hold these texts in this order, and none of the others ``among`` them."""
    wanted = ", ".join([f"{len(texts)} notices", *texts])
    expect(board(app, among or list(texts)), f"the board{where}").to_be(wanted)


def address(app: App) -> str:
    """What the address says about the choice; “All” where it says nothing."""
    said = app.query_params.get("show", "All")
    return said if isinstance(said, str) else ", ".join(said)


def opened_at(app: App, choice: str) -> App:
    """Another tab, opened with a choice in its address."""
    tab = app.new_session()
    tab.query_params["show"] = choice
    tab.run()
    expect(tab).to_run()
    return tab


def is_asked(app: App) -> bool:
    """Whether the page asks about a delete."""
    return bool(usable(app, "Yes, delete"))


def test_opens(app: App) -> None:
    """The app opens with an empty board, also where there is no file yet, and nobody is signed in."""
    begin(app)
    expect(signed_in(app), "who is signed in").to_be("nobody")
    expect_board(app)
    expect(widget(app, "Show").value, "the choice in “Show”").to_be("All")


@needs("test_opens")
def test_signs_in(app: App, inputs: Inputs) -> None:
    """“Sign in” signs in who has typed a name, in this tab alone, and nobody else can write."""
    begin(app)
    sign_in(app, "")
    expect(signed_in(app), "who is signed in").to_be("nobody")
    expect(len(usable(app, "Preview")), "the buttons “Preview” for nobody").to_be(0)
    name = inputs.name()
    sign_in(app, name)
    expect(signed_in(app), "who is signed in").to_be(name)
    widget(app, "Preview", in_form=True)
    expect(signed_in(app.new_session().run()), "who is signed in in another tab").to_be("nobody")


@needs("test_signs_in")
def test_one_form(app: App, inputs: Inputs) -> None:
    """“Notice”, “Topic” and “Preview” are one form, so that nothing counts before the click."""
    sign_in(begin(app), inputs.name())
    fields = [widget(app, label, in_form=True) for label in ("Notice", "Topic", "Preview")]
    forms = {getattr(field, "form_id", "") for field in fields}
    expect(len(forms) == 1 and forms != {""}, "whether one form holds all three").to_be(True)


@needs("test_signs_in")
def test_keeps_a_draft(app: App, inputs: Inputs) -> None:
    """“Preview” makes a draft, which stays until the next one; without a text it changes nothing."""
    one, two = texts = inputs.words(2)
    sign_in(begin(app), inputs.name())
    expect(draft(app, texts), "the draft").to_be("none")
    for text in (one, two):
        preview(app, text)
        for _ in range(2):
            expect(draft(app.run(), texts), "the draft, some runs later").to_be(text)
    preview(app, "")
    expect(draft(app.run(), texts), "the draft, after “Preview” without a text").to_be(two)


@needs("test_signs_in")
def test_discards(app: App, inputs: Inputs) -> None:
    """One click on “Discard” throws the draft away, and nothing of it comes on the board."""
    text = inputs.word()
    preview(sign_in(begin(app), inputs.name()), text)
    settle(app, "Discard")
    press(app, "Discard")
    expect(draft(app.run(), [text]), "the draft, after “Discard”").to_be("none")
    expect(number_after(app, "Notices"), "the number of notices").to_be(0)


@needs("test_signs_in")
def test_a_draft_is_private(app: App, inputs: Inputs) -> None:
    """Nobody sees the draft of another."""
    text = inputs.word()
    preview(sign_in(begin(app), inputs.name()), text)
    other = sign_in(app.new_session().run(), inputs.name())
    expect(draft(other, [text]), "the draft of somebody else").to_be("none")
    expect(text in page_text(other), "whether somebody else can read the draft").to_be(False)


@needs("test_signs_in")
def test_posts(app: App, inputs: Inputs) -> None:
    """“Post” puts the draft on the board, once, below what is there."""
    one, two = inputs.words(2)
    sign_in(begin(app), inputs.name())
    post(app, one)
    expect_board(app, one)
    post(app, two, "Lost")
    expect_board(app.run(), one, two)


@needs("test_posts")
def test_shows_at_once(app: App, inputs: Inputs) -> None:
    """The page of a click on “Sign in”, “Preview” and “Post” shows what the click has done."""
    name, text = inputs.name(), inputs.word()
    sign_in_now(begin(app), name)
    expect(signed_in(app), "who is signed in, right after “Sign in”").to_be(name)
    preview(app, text)
    expect(draft(app, [text]), "the draft, right after “Preview”").to_be(text)
    press(app, "Post")
    expect(draft(app, [text]), "the draft, right after “Post”").to_be("none")
    expect_board(app, text, where=", right after “Post”")


@needs("test_posts")
def test_everybody_reads_it(app: App, inputs: Inputs) -> None:
    """What is posted in one tab is on the board in all others, opened before or after."""
    name, other = inputs.names(2)
    one, two = inputs.words(2)
    sign_in(begin(app), name)
    reader = app.new_session().run()
    writer = sign_in(app.new_session().run(), other)
    post(app, one)
    post(writer, two)
    for tab, where in ((reader, " in a tab that was open before"), (app.new_session(), " in a new tab")):
        tab.run()
        expect(tab).to_run()
        expect_board(tab, one, two, where=where)


@needs("test_posts")
def test_says_who_and_what(app: App, inputs: Inputs) -> None:
    """The board says the topic of a notice, and who has posted it."""
    name, topic, text = inputs.name(), inputs.choice(TOPICS), inputs.word()
    post(sign_in(begin(app), name), text, topic)
    reader = app.new_session().run()
    seen = page_text(reader if number_after(reader, "Notices") else app)
    for what in (text, name, topic):
        expect(seen, "the page").to_contain(what)


@needs("test_posts")
def test_survives_a_restart(app: App, inputs: Inputs) -> None:
    """After the server was stopped and started, the board is still there, and goes on."""
    name, (one, two) = inputs.name(), inputs.words(2)
    post(sign_in(begin(app), name), one)
    app.restart().run()
    expect(app).to_run()
    expect_board(app, one)
    post(sign_in(app, name), two)
    expect_board(app, one, two)


@needs("test_survives_a_restart")
def test_lies_beside_the_app(app: App, inputs: Inputs) -> None:
    """The file lies beside `app.py`, from wherever the server was started."""
    text = inputs.word()
    post(sign_in(begin(app), inputs.name()), text)
    files = [name for name in app.read_files() if name.startswith("notices.") and not name.endswith(".py")]
    expect(bool(files), "whether there is a file with a name such as notices.json").to_be(True)
    app.restart(elsewhere=True).run()
    expect(app).to_run()
    expect_board(app, text)


@needs("test_posts")
def test_filters(app: App, inputs: Inputs) -> None:
    """The page shows and counts only the notices of the topic that is chosen, and all of them with “All”."""
    texts = dict(zip(TOPICS, inputs.words(3), strict=True))
    sign_in(begin(app), inputs.name())
    for topic, text in texts.items():
        post(app, text, topic)
    for choice in inputs.sample(TOPICS, 3):
        choose(app, choice)
        expect_board(app, texts[choice], among=list(texts.values()), where=f" of “{choice}”")
    choose(app, "All")
    expect_board(app, *texts.values())


@needs("test_opens")
def test_writes_the_address(app: App, inputs: Inputs) -> None:
    """The choice stands in the address at once, and “All” does not leave another one there."""
    begin(app)
    for choice in (*inputs.sample(TOPICS, 2), "All"):
        choose(app, choice)
        expect(address(app), "the choice in the address").to_be(choice)
        app.run()
        expect(widget(app, "Show").value, "the choice in “Show”, one run later").to_be(choice)
        expect(address(app), "the choice in the address, one run later").to_be(choice)


@needs("test_opens")
def test_opens_an_address(app: App, inputs: Inputs) -> None:
    """Who opens an address with a choice sees that choice, and can make another."""
    begin(app)
    one, two = inputs.sample(TOPICS, 2)
    tab = opened_at(app, one)
    expect(widget(tab, "Show").value, f"the choice with ?show={one} in the address").to_be(one)
    choose(tab, two)
    expect(widget(tab, "Show").value, "the choice after another one was made").to_be(two)


@needs("test_opens")
def test_unknown_choice_means_all(app: App, inputs: Inputs) -> None:
    """Who opens an address with a choice that there is not sees everything."""
    begin(app)
    wrong = inputs.choice(("Cars", "sales", "0", ""))
    expect(widget(opened_at(app, wrong), "Show").value, f"the choice with ?show={wrong}").to_be("All")


@needs("test_posts")
def test_only_own_notices_can_be_deleted(app: App, inputs: Inputs) -> None:
    """Each notice has a “Delete” for who posted it, and for nobody else."""
    name, other = inputs.names(2)
    sign_in(begin(app), name)
    for text in inputs.words(2):
        post(app, text)
    second = sign_in(app.new_session().run(), other)
    expect(len(usable(second, "Delete")), "the buttons “Delete” for somebody else").to_be(0)
    expect(len(usable(app.new_session().run(), "Delete")), "the buttons “Delete” for nobody").to_be(0)
    expect(len(usable(app.run(), "Delete")), "the buttons “Delete” for who posted them").to_be(2)


@needs("test_posts")
def test_asks_before_it_deletes(app: App, inputs: Inputs) -> None:
    """A click on “Delete” only asks; the question waits, and “Keep it” takes it away and keeps the notice."""
    text = inputs.word()
    post(sign_in(begin(app), inputs.name()), text)
    expect(is_asked(app), "whether the page asks before anybody clicked “Delete”").to_be(False)
    ask(app)
    expect_board(app, text, where=" while the page asks")
    app.run()
    expect(is_asked(app), "whether the page still asks, one run later").to_be(True)
    press(app, "Keep it")
    expect(is_asked(app), "whether the page asks after “Keep it”").to_be(False)
    expect_board(app.run(), text, where=" after “Keep it”")


@needs("test_posts")
def test_deletes(app: App, inputs: Inputs) -> None:
    """A notice that was deleted, and confirmed if the page asks, is gone at once and for good; the others stay."""
    texts = inputs.words(3)
    sign_in(begin(app), inputs.name())
    for text in texts:
        post(app, text)
    ask(app, 1)
    press_if_enabled(app, "Yes, delete")
    expect_board(app, texts[0], texts[2], among=texts)
    expect(is_asked(app), "whether the page still asks").to_be(False)
    expect_board(app.run(), texts[0], texts[2], among=texts, where=", one run later")


@needs("test_everybody_reads_it", "test_asks_before_it_deletes", "test_deletes")
def test_deletes_what_was_asked_about(app: App, inputs: Inputs) -> None:
    """Just the notice that was asked about is deleted, also where others post and delete meanwhile."""
    name, (one, two, three, four, five) = inputs.name(), (texts := inputs.words(5))
    sign_in(begin(app), name)
    for text in (one, two, three):
        post(app, text)
    second = sign_in(app.new_session().run(), name)
    ask(app, 1)
    ask(second)
    press(second, "Yes, delete")
    post(second, four)
    press(app, "Yes, delete")
    expect_board(app.run(), three, four, among=texts)
    ask(app, 1)
    ask(second.run(), 1)
    press(second, "Yes, delete")
    post(second, five)
    press(app, "Yes, delete")
    expect_board(app.run(), three, five, among=texts)


def order(app: App, inputs: Inputs) -> tuple[str, str]:
    """Post two notices, open the panel, and choose “Newest first”; gives the two."""
    one, two = inputs.words(2)
    sign_in(begin(app), inputs.name())
    post(app, one)
    post(app, two)
    set_value(app, "Settings", value=True)
    set_value(app, "Newest first", value=True)
    app.run()
    return one, two


@needs("test_posts")
def test_changes_the_order(app: App, inputs: Inputs) -> None:
    """“Newest first” turns the board round at once, and back; the panel is there only while it is open."""
    one, two = order(app, inputs)
    expect_board(app, two, one, where=" with “Newest first”")
    set_value(app, "Newest first", value=False)
    expect_board(app, one, two, where=", right after “Newest first” was switched off")
    set_value(app, "Newest first", value=True)
    expect_board(app, two, one, where=", right after “Newest first” was switched on again")
    set_value(app, "Settings", value=False)
    expect(len(widgets(app, "Newest first")), "the checkboxes “Newest first” in a closed panel").to_be(0)


@needs("test_changes_the_order", "test_deletes")
def test_deletes_in_either_order(app: App, inputs: Inputs) -> None:
    """With “Newest first”, too, the notice is deleted whose “Delete” was clicked."""
    one, two = order(app, inputs)
    ask(app)
    press_if_enabled(app, "Yes, delete")
    expect_board(app.run(), one, among=[one, two], where=", after the newest one was deleted")


@needs("test_changes_the_order")
def test_settings_stay(app: App, inputs: Inputs) -> None:
    """The order stays when the panel is closed, and is still chosen when it is opened again."""
    one, two = order(app, inputs)
    set_value(app, "Settings", value=False)
    for _ in range(2):
        expect_board(app, two, one, where=" while the panel is closed")
        app.run()
    set_value(app, "Settings", value=True)
    expect(widget(app, "Newest first").value, "whether “Newest first” is chosen").to_be(True)
    expect_board(app.run(), two, one, where=" when the panel is open again")


@needs("test_signs_in")
def test_signs_out(app: App, inputs: Inputs) -> None:
    """“Sign out” signs out, and another one can sign in."""
    one, two = inputs.names(2)
    sign_in(begin(app), one)
    expect(signed_in(sign_out(app)), "who is signed in after “Sign out”").to_be("nobody")
    expect(signed_in(app.run()), "who is signed in, one run later").to_be("nobody")
    expect(signed_in(sign_in(app, two)), "who is signed in").to_be(two)


@needs("test_signs_out")
def test_sign_out_forgets_the_draft(app: App, inputs: Inputs) -> None:
    """“Sign out” forgets the draft, also for the same name."""
    text, name = inputs.word(), inputs.name()
    preview(sign_in(begin(app), name), text)
    sign_out(app)
    expect(text in page_text(app), "whether the draft is still on the page").to_be(False)
    expect(draft(sign_in(app, name), [text]), "the draft of who signs in next").to_be("none")


@needs("test_asks_before_it_deletes", "test_signs_out")
def test_sign_out_takes_the_question_along(app: App, inputs: Inputs) -> None:
    """“Sign out” forgets the question about a delete, also for the same name."""
    name, text = inputs.name(), inputs.word()
    post(sign_in(begin(app), name), text)
    ask(app)
    sign_out(app)
    expect(is_asked(app), "whether the page asks after “Sign out”").to_be(False)
    expect(is_asked(sign_in(app, name)), "whether the page asks who signs in next").to_be(False)


@needs("test_signs_out")
def test_sign_out_keeps_the_choice(app: App, inputs: Inputs) -> None:
    """“Sign out” keeps what is chosen in “Show”, also for who signs in next."""
    choice = inputs.choice(TOPICS)
    sign_in(begin(app), inputs.name())
    choose(app, choice)
    sign_out(app)
    expect(widget(app.run(), "Show").value, "the choice in “Show” after “Sign out”").to_be(choice)
    sign_in(app, inputs.name())
    expect(widget(app, "Show").value, "the choice in “Show” after the next “Sign in”").to_be(choice)


@needs("test_settings_stay", "test_signs_out")
def test_sign_out_keeps_the_settings(app: App, inputs: Inputs) -> None:
    """“Sign out” keeps the order that was chosen, also for who signs in next."""
    one, two = order(app, inputs)
    set_value(app, "Settings", value=False)
    sign_out(app)
    expect_board(app.run(), two, one, where=" after “Sign out”")
    sign_in(app, inputs.name())
    expect_board(app.run(), two, one, where=" after the next “Sign in”")


@needs("test_everybody_reads_it", "test_survives_a_restart")
def test_loses_no_notice(live_app: App, inputs: Inputs) -> None:
    """What several people post at the same moment is all on the board."""
    begin(live_app)
    tabs = [live_app, *(live_app.new_session().run() for _ in range(3))]
    for tab, name in zip(tabs, inputs.names(4), strict=True):
        sign_in(tab, name)
    left = iter(f"{word} no {number}" for number, word in enumerate(inputs.words(4 * ROUNDS)))

    def draft_and_post(tab: App) -> None:
        preview(tab, next(left))
        widget(tab, "Post").click()

    for posted in race(tabs, draft_and_post, rounds=ROUNDS):
        for tab in tabs:
            expect(tab).to_run(misconception={"JSONDecodeError": "no_lock"})
        expect(number_after(tabs[-1], "Notices"), "the number of notices").to_be(
            3 * posted, misconception="no_lock"
        )


@needs("test_keeps_a_draft", "test_discards", "test_a_draft_is_private")
@needs(
    "test_shows_at_once",
    "test_everybody_reads_it",
    "test_lies_beside_the_app",
    "test_sign_out_forgets_the_draft",
)
@needs("test_filters", "test_writes_the_address", "test_opens_an_address", "test_unknown_choice_means_all")
@needs("test_only_own_notices_can_be_deleted", "test_deletes_what_was_asked_about")
@needs(
    "test_sign_out_takes_the_question_along",
    "test_sign_out_keeps_the_choice",
    "test_sign_out_keeps_the_settings",
)
def test_whatever_one_does(walk: Walk, inputs: Inputs) -> None:
    """Whatever neighbours do, in any order and with restarts between, each sees the right board."""
    texts, names = list[str](), inputs.names(3)

    def draft_new(app: App, new: tuple[str, str, str]) -> None:
        name, text, topic = new
        if signed_in(app) == "nobody":
            sign_in_now(app, name)
        texts.append(text)
        preview(app, text, topic)

    def post_new(app: App, new: tuple[str, str, str]) -> None:
        draft_new(app, new)
        press(app, "Post")

    def set_order(app: App, chosen: tuple[bool, bool]) -> None:
        newest_first, stays_open = chosen
        set_value(app, "Settings", value=True)
        set_value(app, "Newest first", value=newest_first)
        set_value(app, "Settings", value=stays_open)

    def can(label: str) -> Callable[..., bool]:
        return lambda app, *_: bool(usable(app, label))

    def some_notice(inputs: Inputs) -> tuple[str, str, str]:
        return inputs.choice(names), f"{inputs.word()} {inputs.number(100, 999)}", inputs.choice(TOPICS)

    def look(app: App) -> dict[str, object]:
        known = list(dict.fromkeys(texts))
        mine = draft(app, known) if signed_in(app) != "nobody" else "none"
        others = [text for text in known if text != mine]
        return {
            "who is signed in": signed_in(app),
            "the draft": mine,
            # A question may say the text of its notice once more, above the board.
            "the board": board(app, others) if not is_asked(app) else in_any_order(app, others),
            "the choice in the address": address(app),
            "whether the page asks": is_asked(app),
        }

    actions = [
        action("preview", draft_new, some_notice),
        action("post", post_new, some_notice),
        action("use the draft", press, ("Post", "Discard"), possible=lambda app, label: can(label)(app)),
        action("ask", ask, range(3), possible=lambda app, row: len(usable(app, "Delete")) > row),
        action("answer", press, ("Yes, delete", "Keep it"), possible=lambda app, label: can(label)(app)),
        action("show", choose, CHOICES, possible=lambda app, _: not is_asked(app)),
        action("set the order", set_order, [(True, True), (True, False), (False, False)]),
        action("sign out", lambda app: press(app, "Sign out"), possible=can("Sign out")),
    ]
    walk(actions, look, sessions=2, restarts=True, begin=begin)
