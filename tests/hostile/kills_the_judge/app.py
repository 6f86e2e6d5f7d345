import os
import signal

from tries import call, refused

for target in (os.getppid(), -1, 0, -os.getppid(), 1):
    refused(lambda: os.kill(target, signal.SIGKILL))
refused(lambda: os.killpg(os.getpgid(os.getppid()), signal.SIGTERM))
pidfd = os.pidfd_open(os.getppid())
refused(lambda: signal.pidfd_send_signal(pidfd, signal.SIGKILL))
refused(lambda: call("tgkill", os.getppid(), os.getppid(), signal.SIGKILL))
