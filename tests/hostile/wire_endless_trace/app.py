import os

from tries import frame, judges_socket


import msgspec
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

message = ForwardMsg()
message.metadata.delta_path.extend([0, 0])
exception = message.delta.new_element.exception
exception.type, exception.message = "ValueError", "made up"
exception.stack_trace.append('File "' + "/check-a/app/" * 700_000)
nothing = ["map", "dict", []]
page = {
    "type": "Page", "messages": [message.SerializeToString()], "state": [], "widgets": [],
    "testing": [], "query_params": nothing, "secrets": nothing, "user": nothing, "page_hash": "",
    "pages": [],
}
with os.fdopen(os.dup(judges_socket()), "wb") as out:
    out.write(frame(msgspec.msgpack.encode(page)))
