"""Why a variable forgets at every click, and how a value in session state begins just once."""

from datetime import datetime
from pathlib import Path

import streamlit as st

PROGRAMS = Path(__file__).parent / "programs" / "01_initialization"


def source_of(name: str) -> str:
    """The text of one of this lesson's small programs."""
    return (PROGRAMS / f"{name}.py").read_text(encoding="utf-8")


def run(name: str) -> None:
    """Run a program here on the page, from the very text that the page shows."""
    program = compile(source_of(name), f"{name}.py", "exec")
    with st.container(border=True):
        exec(program, {"__name__": "__main__"})  # noqa: S102  # the course's own programs


def predict(name: str, question: str, answers: dict[str, str], right: str) -> None:
    """Show a program, and run it as soon as the learner has chosen what it will do."""
    st.code(source_of(name), line_numbers=True, wrap_lines=True)
    # `persist_state` keeps the answer while the learner looks at another lesson.
    answer = st.radio(question, answers, index=None, key=f"lesson_01_{name}", persist_state="session")
    if answer is None:
        st.caption("Choose an answer first. Then the program runs right here.")
    elif answer == right:
        st.success(f"**Yes.** {answers[answer]}")
        run(name)
    else:
        st.warning(f"**Not quite.** {answers[answer]}")
        run(name)


# The lesson counts its own runs. Its keys begin with `lesson_01_`, so that they never meet a program's.
if "lesson_01_runs" not in st.session_state:
    st.session_state.lesson_01_runs = 0
st.session_state.lesson_01_runs += 1

st.title("Initialization")
st.markdown("""
After these 20 minutes you can

- say why an ordinary variable forgets at every click,
- keep a value in `st.session_state`, and give it its first value just once,
- tell what a new tab and a refresh do to it.
""")

st.header("The script runs again")
st.markdown("""
Whatever happens on the page, a click, a name entered, a slider moved: Streamlit runs **your whole script again, from top
to bottom**. This lesson is a Streamlit script, too. Watch it run:
""")
with st.container(border=True, horizontal=True, vertical_alignment="center"):
    st.metric("Runs in this tab", st.session_state.lesson_01_runs)
    st.metric("This run began at", datetime.now().strftime("%H:%M:%S"))  # noqa: DTZ005  # the learner's clock
    st.button("Run again")
st.markdown("""
The button has no code behind it at all. It makes Streamlit run the script, and that is enough to change both numbers.
""")

st.header("Predict: an ordinary variable")
predict(
    "plain_variable",
    "You click **Add one** three times. What does the page show then?",
    {
        "Clicks: 3": "That would be so if `clicks` outlived a run. But each click runs line 3 again: a new "
        "variable is made, and the old one is gone with the run that it belonged to.",
        "Clicks: 1": "Each click is a new run: line 3 begins at 0, line 5 adds one, line 6 shows 1. The click before "
        "has left nothing behind.",
        "Clicks: 0": "Line 3 does set it to 0 in every run. But in the run that a click on it causes, `st.button` is "
        "true, so line 5 still adds one before line 6 shows it.",
    },
    right="Clicks: 1",
)
st.markdown("""
*Try it.* Click **Add one** three times. Then click **Run again** further up: what does the program show now, and why?
""")

st.header("A sticky note")
st.markdown("""
What should outlive a run goes into `st.session_state`. Think of a **sticky note on your desk**: it stays there from run
to run, you can read it and write on it, and it is thrown away when you leave. It works like a dictionary, and every key
can be spelled in two ways that mean the same, as an item or as an attribute:

```python
st.session_state["score"] = 0
st.session_state.score = 0
```

At first the note is empty. Reading a key that nobody has written is an exception.
""")

st.header("Predict: a note in the first line")
predict(
    "set_every_time",
    "You click **Score!** three times. What does the page show then?",
    {
        "Score: 3": "Session state does remember. What it remembers is the last thing that was written, and line 3 "
        "writes 0 at the beginning of every run, over whatever was there.",
        "Score: 1": "The note would have kept the score. But line 3 runs every time, too, and wipes it out. It has to "
        "happen once, not always.",
        "It stops with an exception": "Reading a key that is not there is an exception. Writing one is not: line 3 makes "
        "the key where there is none, so that lines 5 and 6 always find it.",
    },
    right="Score: 1",
)

st.header("Begin once")
st.markdown("So ask first whether the key is there. Only the first run of a tab says no.")
st.code(source_of("begin_once"), line_numbers=True, wrap_lines=True)
run("begin_once")
st.markdown("""
Now it counts. Click **Run again** and anything else on this page: the likes stay.

`setdefault` says the same as lines 3 and 4 in a single one. It writes only if the key is not there yet:

```python
st.session_state.setdefault("likes", 0)
```
""")

st.header("Predict: zero is a value")
st.markdown("""
A widget with a `key` keeps its value in session state, under that key, all by itself. If the key is there before the
widget is made, the widget begins with that value. This program does that, but with another question in line 3.
""")
predict(
    "zero_is_a_value",
    "You drag the slider to **0**. What does the page show then?",
    {
        "Volume: 0": "The 0 does arrive in session state. But then line 3 asks whether the volume is “false”, and in "
        "Python 0 is, just like an empty text and `False`. So line 4 puts 5 over it.",
        "Volume: 5": "Line 3 takes the chosen 0 for “nothing there yet”, and line 4 puts 5 over it. `in` asks the right "
        "question: whether the key is there, whatever its value is.",
        "It stops with an exception": "`.get` is the careful way to read: for a key that is not there it gives `None` "
        "instead of an exception. The trouble is what `not` makes of a 0 that is there.",
    },
    right="Volume: 5",
)
st.markdown("""
*Remember for the exercises:*

- First values belong **above** the widgets, behind `not in` or in `setdefault`.
- Nothing has to be written back to a widget's key. Once the widget is made, Streamlit even forbids it for that run.
- What a line shows is what the value was **at that line**. A change further down is not seen before the next run.
- A widget **without** a key writes nothing on the note; it hands its value to the line that calls it. Do not give it that
  value back as its first value: with another first value it is another widget, and it forgets what was typed.
""")

st.header("A session is a tab")
st.markdown("Every tab has a sticky note of its own. This is what the small programs have written on yours:")
st.json({key: st.session_state[key] for key in ("score", "likes", "volume") if key in st.session_state})
st.markdown("""
*Try it*, and predict before you look:

1. Open this page in a **second tab**. What do **Runs in this tab** and **Likes** show there?
2. **Refresh** this tab. What is left of your likes, and of your answers?

Both times it is a new session with an empty note. What should outlive a refresh needs another place: a ledger. That is
a lesson of its own.
""")

st.header("Make")
st.markdown("""
Two small apps to mend. Each folder has a `task.md` that says what is wanted, and an `app.py` that is yours to change.

| exercise | what it is about |
|---|---|
| `ex01a_visit_counter` | Ines counts how often her script runs, and the page always says 1. |
| `ex01b_preferences` | Bo's preferences get sensible first values, and a volume of 0 stays 0. |

Begin like this, in a terminal in the course's folder. The first line opens the app, the second checks it:
""")
st.code(
    "streamlit run exercises/ex01a_visit_counter/app.py\nstatecourse check ex01a",
    language=None,
    wrap_lines=True,
)
st.markdown("""
`statecourse watch ex01a` checks it again each time you save, and `statecourse hint ex01a` gives one hint at a time.
""")
