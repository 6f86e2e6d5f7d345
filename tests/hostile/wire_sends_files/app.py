import os
import socket

from tries import judges_socket, refused

with socket.socket(fileno=os.dup(judges_socket())) as channel, open("app.py") as file:
    refused(lambda: socket.send_fds(channel, [b"x"], [file.fileno()]))
