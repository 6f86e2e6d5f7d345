"""The worker's side: a student's app runs here, on AppTest or on Streamlit's real runtime.

All of this but `app_sandbox`, `libraries` and `browser_page.fragment_of` runs in a confined process of the
sandbox, beside the student's code. It trusts nothing there, and nobody trusts it: what it sends is data that the
judge decodes. It imports `apptest`, `codec`, `course` and `sandbox`. `run_observer` is for lessons alone.

Begin with `host`: the requests of the judge, and what is done for each.

- `guest`: what the sandbox calls: warm up before the fork, then serve requests
- `host`: one app with its sessions and files, and the requests about it
- `live`: Streamlit's runtime without its web server; fragments, dialogs, pages, sessions at the same moment
- `browser_page`: what a browser makes of the runtime's messages
- `app_sandbox`, `libraries`: in the judge: a sandbox whose workers run apps, and what they import ahead

Races (`checks.race`), where one thread at a time has the turn:

- `plans`: which interleavings are tried, in which order
- `interleaving`: stops each session before each step of the app's code, as the plan says
- `turns`: whose turn it is; virtual time, and deadlocks
- `waits`: locks, files and SQLite that give the turn away instead of blocking

For lessons, which run a program on a server of their own and show what happened:

- `run_observer`: what caused a run, which callbacks and widgets took part, how it ended
"""
