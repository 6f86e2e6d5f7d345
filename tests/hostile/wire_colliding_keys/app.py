import os

from tries import frame, judges_socket


import msgspec

keys = [["text", "int", str(number * (2**61 - 1))] for number in range(1, 60_000)]
nothing = ["map", "dict", []]
page = {
    "type": "Page", "messages": [], "state": [], "widgets": [], "testing": [],
    "query_params": ["map", "dict", [[key, None] for key in keys]], "secrets": nothing, "user": nothing,
    "page_hash": "", "pages": [],
}
with os.fdopen(os.dup(judges_socket()), "wb") as out:
    out.write(frame(msgspec.msgpack.encode(page)))
