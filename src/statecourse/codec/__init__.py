"""Values of an app as plain data: how they travel between the judge and a worker.

A worker is hostile, so the judge unpickles nothing. Each value is encoded as one of a few types of primitive data, which msgspec checks on
arrival, and decoded from that with its type: a set stays a set, a table of pandas keeps its index. What is no data, such as a lock, a
function or an object of a class of the app's own, stays in the worker; the judge gets a stand-in for it, which it can read, compare
and send back. Whatever a worker sends is decoded in bounded time and memory, or refused with `values.BadValueError`.

Imports nothing of the other rooms. Streamlit, pandas, numpy and Arrow are loaded where a value needs them.

Begin with `forms`: the types of data are all that ever travels. Then

- `encode`: values of Python and its libraries as forms
- `own_objects`: objects of the app's own classes as forms, in the worker
- `values`: forms as values; and what the judge encodes, namely what a check sends to the app
- `stand_in`: what the judge has of a value that stays with the app
- `texts`: the values that travel as a short text, such as dates
- `frames`: tables of pandas by their parts
- `arrow_guard`: tables on a page, which Streamlit sends as Arrow's own bytes
"""
