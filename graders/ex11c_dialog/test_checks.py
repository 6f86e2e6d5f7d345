"""Checks of ex11c: a dialog that, once closed in whatever way, stays closed until it is asked for."""

import re

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    action,
    close_dialog,
    dialog_title,
    expect,
    fill,
    needs,
    number_after,
    page_text,
    widget,
)

TITLE = "Who comes?"


def press(app: App, label: str) -> None:
    """Click on a button."""
    widget(app, label, in_form=True).click().run()
    expect(app).to_run()


def invite(app: App) -> None:
    """Open the dialog."""
    press(app, "Invite")
    expect(shown_dialog(app), "the dialog after “Invite”").to_be(TITLE)


def add(app: App, name: str) -> None:
    """Type a name into the open dialog, and click “Add”, which without a name need not be possible."""
    fill(app, "Name", name)
    if name or not widget(app, "Add", in_form=True).disabled:
        press(app, "Add")


def sort(app: App) -> None:
    """Switch “Sort by name” on or off."""
    box = widget(app, "Sort by name")
    box.set_value(not box.value).run()
    expect(app).to_run()


def guests(app: App) -> list[str]:
    """The names on the page, from top to bottom."""
    # Where they stand in a table, each is read once after its column's name, and once after the cell before it.
    return list(dict.fromkeys(re.findall(r"[A-Z][a-z]+ [A-Z][a-z]+\d\d", page_text(app))))


def shown_dialog(app: App) -> str | None:
    """The title of the dialog that is open, without an emoji or the like beside it; None where none is."""
    title = dialog_title(app)
    return TITLE if TITLE in (title or "") else title


def is_open(app: App) -> bool:
    """Whether a dialog is open."""
    return shown_dialog(app) is not None


def expect_guests(app: App, *names: str) -> None:
    """These guests are on the page, in this order, and counted; and no dialog is open."""
    expect(shown_dialog(app), "the dialog that is open").to_be(None)
    expect(guests(app), "the guests on the page").to_be(list(names))
    expect(number_after(app, "Guests"), "the number of guests").to_be(len(names))


def test_opens(app: App) -> None:
    """The page opens with no guests and no dialog."""
    app.run()
    expect(app).to_run()
    widget(app, "Sort by name")
    expect_guests(app)


@needs("test_opens")
def test_invite_opens_the_dialog(app: App) -> None:
    """“Invite” opens the dialog, with its three widgets."""
    app.run()
    invite(app)
    for label in ("Name", "Add", "Cancel"):
        widget(app, label, in_form=True)


@needs("test_invite_opens_the_dialog")
def test_adds_a_guest(app: App, inputs: Inputs) -> None:
    """“Add” puts the guest on the list, and closes the dialog."""
    names = inputs.names(2)
    app.run()
    for number, name in enumerate(names, 1):
        invite(app)
        add(app, name)
        expect_guests(app, *names[:number])


@needs("test_invite_opens_the_dialog")
def test_needs_a_name(app: App, inputs: Inputs) -> None:
    """“Add” without a name adds nobody, and leaves the dialog open."""
    name = inputs.name()
    app.run()
    invite(app)
    add(app, "")
    expect(shown_dialog(app), "the dialog after “Add” without a name").to_be(TITLE)
    expect(number_after(app, "Guests"), "the number of guests").to_be(0)
    add(app, name)
    expect_guests(app, name)
    invite(app)
    fill(app, "Name", f"{name}0")
    add(app, "")
    close_dialog(app)
    sort(app)
    expect_guests(app, name)


@needs("test_invite_opens_the_dialog")
def test_cancel_closes_it(app: App, inputs: Inputs) -> None:
    """“Cancel” closes the dialog and adds nobody, whatever “Name” holds, and it stays closed."""
    app.run()
    invite(app)
    fill(app, "Name", inputs.name())
    press(app, "Cancel")
    expect_guests(app)
    sort(app)
    expect_guests(app)


@needs("test_invite_opens_the_dialog")
def test_x_closes_it(app: App) -> None:
    """The ✕ closes the dialog at once."""
    app.run()
    invite(app)
    close_dialog(app)
    expect_guests(app)


@needs("test_x_closes_it")
def test_stays_closed(app: App) -> None:
    """After the ✕ the dialog stays closed, whatever one does on the page, and “Invite” opens it again."""
    app.run()
    invite(app)
    close_dialog(app)
    sort(app)
    expect_guests(app)
    app.run()
    expect_guests(app)
    invite(app)


@needs("test_adds_a_guest")
def test_sorts(app: App, inputs: Inputs) -> None:
    """“Sort by name” shows the guests from A to Z, and without it they are as they were added."""
    names = sorted(inputs.names(3), reverse=True)
    names.append(f"{names[0].partition(' ')[0]} Abel10")  # two have one first name
    app.run()
    for name in names:
        invite(app)
        add(app, name)
    sort(app)
    expect_guests(app, *sorted(names))
    sort(app)
    expect_guests(app, *names)


@needs("test_stays_closed", "test_cancel_closes_it", "test_needs_a_name", "test_sorts")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever one does, in any order, the dialog is open only after “Invite”, and each visitor has an own list."""

    def is_closed(app: App) -> bool:
        return not is_open(app)

    actions = [
        action("invite", lambda app: press(app, "Invite"), possible=is_closed),
        action("sort", sort, possible=is_closed),
        action("add", add, Inputs.name, possible=lambda app, _: is_open(app)),
        action("add nobody", lambda app: add(app, ""), possible=is_open),
        action("cancel", lambda app: press(app, "Cancel"), possible=is_open),
        action("close with ✕", close_dialog, possible=is_open),
    ]
    walk(
        actions,
        lambda app: {
            "the dialog that is open": shown_dialog(app),
            "the guests on the page": guests(app),
            "the number of guests": number_after(app, "Guests"),
        },
        sessions=2,
    )
