"""The app under check, as the judge has it: an AppTest whose runs happen in a worker, and the text of its page.

A check drives an `App` with AppTest's own methods. Each run goes to a worker in the sandbox and comes back as a
page, which is plain data. Everything that is done is recorded as a step that a student can repeat by hand, and
what is seen goes into a trace, by which answers with the same misconception are recognised. It imports `runtime`
(only what runs in the judge), `apptest`, `codec`, `course` and `sandbox`.

Begin with `app`: the class that every check uses.

- `app`: `App`, with its tabs, pages, restarts and files; several of them run at the same moment
- `server`: `AppServer`, the app's worker and its tabs, and `Bench`, where the servers of one check run
- `steps`: what was done, in words
- `trace`: what was seen, to be compared with what is seen of other apps
- `page_text`: what the page says, and what follows a label there
- `rendered`: the text that a browser shows of Markdown and HTML
- `project`: which folder is copied for an app in an AppTest test outside of a course
"""
