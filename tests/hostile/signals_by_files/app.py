import fcntl
import os
import struct

from tries import call, judges_socket, refused

channel = judges_socket()
refused(lambda: fcntl.fcntl(channel, fcntl.F_SETOWN, os.getppid()))
refused(lambda: fcntl.fcntl(channel, 15, struct.pack("ii", 1, os.getppid())))  # F_SETOWN_EX
refused(lambda: fcntl.fcntl(channel, 10, 9))  # F_SETSIG
refused(lambda: fcntl.ioctl(channel, 0x8901, struct.pack("i", os.getppid())))  # FIOSETOWN
refused(lambda: call("prctl", 1, 0, 0, 0, 0))  # not to end with its parent
