import os

from tries import frame, judges_socket


os.write(judges_socket(), frame(b"\xc1" * 100))
