import os

from tries import call, refused, targets

home = targets["home"].encode()
refused(lambda: os.getxattr(home, "user.secret"))
refused(lambda: os.listxattr(home))
refused(lambda: os.link(home, "linked"))
refused(lambda: os.link(os.__file__, "linked.py"))
refused(lambda: os.symlink(home, "linked"))
refused(lambda: os.rename(home, "moved"))
refused(lambda: call("name_to_handle_at", -100, home, b"\0" * 200, b"\0" * 8, 0))
refused(lambda: call("open_by_handle_at", 3, b"\0" * 200, 0))
refused(lambda: call("mount", b"/", b"tmp", None, 4096, None))
refused(lambda: call("chroot", b"."))
refused(lambda: call("unshare", 0x10000000))
refused(lambda: call("pivot_root", b".", b"."))
