import os
import sys

from tries import refused

for process in ("self", "thread-self", str(os.getppid()), "1"):
    for name in ("environ", "cmdline", "maps", "mem", "status", "mountinfo", "stat", "io", "net/tcp", "auxv"):
        if (process, name) != ("self", "maps"):  # where its own libraries lie, which scikit-learn reads
            refused(lambda: open(f"/proc/{process}/{name}", "rb").read())
    for name in ("fd", "task", "map_files", "root"):
        refused(lambda: os.listdir(f"/proc/{process}/{name}"))
for name in ("/proc", "/sys", "/dev", "/run", "/etc", "/", "/proc/mounts", "/proc/sysvipc/shm"):
    refused(lambda: os.listdir(name))
known = {"MPLBACKEND", "HOME", "TMPDIR", "PATH", "LANG", "LC_CTYPE", "TZ", "USER", "LOGNAME"}
left = {name for name in os.environ if not name.startswith(("STREAMLIT_", "OMP_", "OPENBLAS_", "MKL_", "ARROW_"))}
if left - known:
    raise SystemError(f"BREACH: {left}")
if any("STATECOURSE" in name or "PYTEST" in name for name in os.environ) or len(sys.argv) > 3:
    raise SystemError(f"BREACH: {os.environ} {sys.argv}")
