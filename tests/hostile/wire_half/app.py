import os
import time

from tries import judges_socket

os.write(judges_socket(), b"\0\0\1\0half")
time.sleep(600)
