"""Streamlit's AppTest across the border of a process: the test is in the judge, the app in a worker.

`remote.RemoteAppTest` is an AppTest whose runs happen elsewhere, so any test written for AppTest runs on it unchanged. It
sends the worker what the test has set: widgets, query parameters, session state. There `app_session.AppSession` has the real AppTest run the
script, and sends back its messages and its session state. The judge parses the messages with Streamlit's own code, once they are
known to be harmless. AppTest differs from a browser in some ways, such as in what a field keeps and in the page's address; there this
room does as a browser does.

Imports `codec` for the values in session state, `sandbox` for the channel, and `report` for one message. The room `runtime` is for apps
that need Streamlit's real runtime, and uses the messages of this one.

Begin with `messages`: what judge and worker say to each other. Then, in the judge,

- `remote`: the AppTest
- `page_state`: its session state, and what a test changes there
- `page_tree`: its tree of elements, parsed within limits
- `fields`: what the fields in a browser hold

in the worker,

- `app_session`: the app under the real AppTest
- `keeper`: objects that stay in the worker, and changes to them
- `address`: what a browser writes into the address
- `printed`: what the app prints
- `student_tests`: tests that a student wrote, run in a worker of their own
"""
