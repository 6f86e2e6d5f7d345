from tries import call, refused

refused(lambda: call("shmget", 7, 4096, 0o1666))
refused(lambda: call("semget", 7, 1, 0o1666))
refused(lambda: call("msgget", 7, 0o1666))
refused(lambda: call("mq_open", b"/left", 66, 0o666, None))
refused(lambda: call("inotify_init1", 0))
refused(lambda: call("fanotify_init", 0, 0))
refused(lambda: call(248, b"user", b"left", b"x", 1, -3))  # add_key
refused(lambda: call(250, 0, -3, 0))  # keyctl
refused(lambda: call("setpriority", 0, 0, -5))
refused(lambda: call("personality", 0x0040000))
refused(lambda: call("acct", b"app.py"))
refused(lambda: call("sethostname", b"x", 1))
