import mmap
import os
import resource

from tries import call, refused

refused(lambda: os.memfd_create("much"))
refused(lambda: mmap.mmap(-1, 2**33))
refused(lambda: open("/dev/shm/much", "wb"))
refused(lambda: call("shmget", 0, 2**30, 0o1600))
refused(lambda: call("mq_open", b"/much", 66, 0o600, None))
refused(lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1)), ValueError)
refused(lambda: resource.setrlimit(resource.RLIMIT_CPU, (-1, -1)), ValueError)
refused(lambda: resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1)))
refused(lambda: os.nice(-5))
refused(lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)))
