"""Checks of ex07a: a list of tools that can be pickled."""

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    action,
    click,
    enter,
    expect,
    fill,
    needs,
    number_after,
    text_after,
    widget,
)

TOOLS = ["upper", "reverse", "no spaces", "cheer"]


def add(app: App, *tools: str) -> None:
    """Choose each tool and click on “Add”, also where both are in a form."""
    for tool in tools:
        fill(app, "Tool", tool)
        widget(app, "Add", in_form=True).click().run()


def after(tools: list[str], text: str) -> str:
    """The text after all tools."""
    for tool in tools:
        done = {"upper": text.upper(), "reverse": text[::-1], "no spaces": text.replace(" ", "")}
        text = done.get(tool, f"{text} hurra")
    return text


def count(app: App) -> int | float | None:
    """The number after “Tools”."""
    return number_after(app, "Tools")


def result(app: App) -> str | None:
    """The text after “Result”."""
    return text_after(app, "Result")


def look(app: App) -> dict[str, object]:
    """What is promised: which text is there before one was typed is up to the app."""
    seen: dict[str, object] = {"the number of tools": count(app)}
    if widget(app, "Text").value != "a small text":
        seen["the result"] = result(app)
    return seen


def begin(app: App, inputs: Inputs) -> str:
    """Open the app and type a text, which is returned."""
    text = inputs.word()
    widget(app.run(), "Text").input(text).run()
    return text


def test_opens(app: App, inputs: Inputs) -> None:
    """The app opens without an exception, and without a tool the result is the text itself."""
    text = begin(app, inputs)
    expect(app).to_run()
    expect(count(app), "the number of tools").to_be(0)
    expect(result(app), "the result").to_be(text)


@needs("test_opens")
def test_adds_a_tool(app: App, inputs: Inputs) -> None:
    """A tool that is added counts at once, and the result is right."""
    text = begin(app, inputs)
    add(app, "upper")
    expect(count(app), "the number of tools").to_be(1)
    expect(result(app), "the result").to_be(text.upper())


@needs("test_opens")
def test_can_be_pickled(app: App, inputs: Inputs) -> None:
    """Everything in session state can be pickled after the run in which a tool was added."""
    begin(app, inputs)
    add(app, inputs.choice(TOOLS))
    expect(app).to_run()


@needs("test_can_be_pickled")
def test_can_still_be_pickled_in_later_runs(app: App, inputs: Inputs) -> None:
    """It can be pickled in the runs after that, too."""
    begin(app, inputs)
    add(app, inputs.choice(TOOLS))
    widget(app, "Text").input(inputs.word()).run()
    expect(app).to_run()
    add(app, inputs.choice(TOOLS))
    expect(app).to_run()


@needs("test_adds_a_tool")
def test_each_tool_does_its_work(app: App, inputs: Inputs) -> None:
    """Each of the four tools does what its name says."""
    for tool in TOOLS:
        visitor = app if tool == TOOLS[0] else app.new_session()
        text = begin(visitor, inputs)
        add(visitor, tool)
        expect(result(visitor), f"the result of “{tool}”").to_be(after([tool], text))


@needs("test_adds_a_tool")
def test_tools_work_one_after_another(app: App, inputs: Inputs) -> None:
    """Several tools work in the order in which they were added, and one may be there twice."""
    tools = ["cheer", *inputs.sample(["upper", "reverse"], 2), "cheer"]
    text = begin(app, inputs)
    for number in range(len(tools)):
        add(app, tools[number])
        expect(count(app), "the number of tools").to_be(number + 1)
        expect(result(app), "the result").to_be(after(tools[: number + 1], text))


@needs("test_adds_a_tool")
def test_result_is_that_of_the_new_text(app: App, inputs: Inputs) -> None:
    """When another text is typed, the result is the one of that text."""
    tools = inputs.sample(TOOLS, 2)
    begin(app, inputs)
    add(app, *tools)
    text = inputs.word()
    widget(app, "Text").input(text).run()
    expect(count(app), "the number of tools").to_be(2)
    expect(result(app), "the result").to_be(after(tools, text))


@needs("test_adds_a_tool")
def test_removes_the_last_tool(app: App, inputs: Inputs) -> None:
    """“Remove last” takes the last tool away, and only that."""
    text = begin(app, inputs)
    add(app, "cheer", "reverse")
    for tools in (["cheer"], []):
        widget(app, "Remove last").click().run()
        expect(count(app), "the number of tools").to_be(len(tools))
        expect(result(app), "the result").to_be(after(tools, text))


@needs("test_adds_a_tool")
def test_each_visitor_has_a_list(app: App, inputs: Inputs) -> None:
    """A second visitor begins without a tool."""
    begin(app, inputs)
    add(app, "upper")
    second = app.new_session()
    text = begin(second, inputs)
    expect(count(second), "the number of tools in the second tab").to_be(0)
    expect(result(second), "the result in the second tab").to_be(text)


@needs("test_can_still_be_pickled_in_later_runs", "test_removes_the_last_tool")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever one adds, removes and types, in any order, number and result are right."""
    actions = [enter("Text", empty=False), action("add", add, TOOLS), click("Remove last")]
    walk(actions, look)
