"""Runs a command of this machine under another kernel, such as Debian 12's, whose Landlock is of version 2.

Not a test by itself: it takes qemu, a static busybox and a kernel's package. Where the machine has no KVM, or one that qemu cannot
use (``--no-kvm``), it takes ten minutes, and if others keep the machine busy, a server may not start within its minute.

    apt-get install --no-install-recommends qemu-system-x86 busybox-static
    apt-get download linux-image-6.1.0-56-amd64    # what linux-image-amd64 depends on
    python tests/real_kernel.py linux-image-*.deb                   # doctor, and what shows the layers
    python tests/real_kernel.py linux-image-*.deb -- statecourse doctor

The virtual machine has this machine's files, which it cannot write; what it writes is in memory. It has no network. Its
exit code is the command's.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = (
    "tests/sandbox/test_layers.py",
    "tests/classroom/test_isolation.py",
    "tests/test_hostile.py::test_an_older_landlock_is_as_safe",
)
SHOWN = "(older_landlock or honest_app or isolation) and not 3 and not 4 and not 5 and not 6"
"""With Landlock as it is there, or held to an older version."""
DEFAULT = (
    f"{sys.executable} -m statecourse doctor; "
    f"exec {sys.executable} -m pytest -p no:cacheprovider -v -k '{SHOWN}' {' '.join(TESTS)}"
)
MODULES = ("virtio_pci", "9pnet_virtio", "9p", "overlay")
DONE = "the command has ended with"
MOUNTED = "ro,trans=virtio,version=9p2000.L,msize=512000,cache=loose"
"""Without the cache, each look at a file would find another inode, to which no rule of Landlock applies."""
INIT = """#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /dev /host
/bin/busybox mount -t proc proc /proc
for module in {modules}; do /bin/busybox insmod /modules/$module.ko; done
/bin/busybox mount -t 9p -o {mounted} host /host || exec /bin/busybox poweroff -f
for place in tmp var/tmp run root/.cache; do [ -d /host/$place ] && /bin/busybox mount -t tmpfs none /host/$place; done
/bin/busybox mkdir -p /host/tmp && /bin/busybox chmod 1777 /host/tmp
/bin/busybox mount -t proc proc /host/proc
/bin/busybox mount -t sysfs sysfs /host/sys
/bin/busybox mount -t devtmpfs dev /host/dev
/bin/busybox mkdir -p /host/dev/shm /host/dev/pts
/bin/busybox mount -t tmpfs -o mode=1777 none /host/dev/shm
/bin/busybox mkdir -p /lower /upper "/host{place}"
/bin/busybox mount -t 9p -o {mounted} project /lower
/bin/busybox mount -t tmpfs none /upper
/bin/busybox mkdir /upper/new /upper/work
/bin/busybox mount -t overlay -o lowerdir=/lower,upperdir=/upper/new,workdir=/upper/work overlay "/host{place}"
/bin/busybox cp /command /host/run/command
/bin/busybox ifconfig lo 127.0.0.1 up
/bin/busybox chroot /host /usr/bin/env -i {environment} /bin/sh /run/command
echo "{done} $?"
/bin/busybox poweroff -f
"""


def main() -> int:
    """Boot the kernel of a package, run the command, and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("package", type=Path, help="a Debian package with a kernel")
    parser.add_argument("command", nargs="*", help="what to run in the folder of this project")
    parser.add_argument("--memory", default="3G")
    parser.add_argument("--no-kvm", action="store_true", help="where the machine's own is of no use")
    asked = parser.parse_args()
    command = shlex.join(asked.command) if asked.command else DEFAULT
    with tempfile.TemporaryDirectory(prefix="kernel-") as folder:
        root = Path(folder)
        subprocess.run(["dpkg-deb", "-x", asked.package, root / "kernel"], check=True)
        image = next((root / "kernel" / "boot").glob("vmlinuz-*"))
        pack(root, f"cd {shlex.quote(str(HERE.parent))}\n{command}\n")
        ways = ["tcg,thread=multi"] if asked.no_kvm else ["kvm", "tcg,thread=multi"]
        return boot(image, root / "initramfs", asked.memory, ways)


def pack(root: Path, command: str) -> None:
    """Make the first file system: busybox, the modules that the host's files take, and what to run."""
    first = root / "first"
    (first / "bin").mkdir(parents=True)
    (first / "modules").mkdir()
    busybox = shutil.which("busybox")
    assert busybox, "busybox is missing"
    shutil.copy(busybox, first / "bin" / "busybox")
    found = {path.stem: path for path in (root / "kernel" / "lib").rglob("*.ko")}
    modules = list(dict.fromkeys(name for module in MODULES for name in with_needed(module, found)))
    for name in modules:
        shutil.copy(found[name], first / "modules" / f"{name}.ko")
    environment = (
        f"PATH={shlex.quote(os.environ['PATH'])} HOME=/tmp LANG=C.UTF-8 STATECOURSE_REQUIRE_ISOLATION=1"
    )
    values = {"modules": " ".join(modules), "environment": environment, "done": DONE, "mounted": MOUNTED}
    text = INIT.format(place=HERE.parent, **values)
    (first / "init").write_text(text, encoding="utf-8")
    (first / "init").chmod(0o755)
    (first / "command").write_text(command, encoding="utf-8")
    with (root / "initramfs").open("wb") as archive:
        names = "\n".join(str(path.relative_to(first)) for path in first.rglob("*"))
        subprocess.run(
            [busybox, "cpio", "-o", "-H", "newc"], cwd=first, input=names.encode(), stdout=archive, check=True
        )


def with_needed(module: str, found: dict[str, Path]) -> list[str]:
    """A module after those that it needs; none that the kernel has built in."""
    if module not in found:
        return []
    needs = re.search(rb"\0depends=([^\0]*)\0", found[module].read_bytes())
    names = needs[1].decode().split(",") if needs and needs[1] else []
    return [*(each for name in names for each in with_needed(name.replace("-", "_"), found)), module]


def boot(image: Path, first: Path, memory: str, ways: list[str]) -> int:
    """Run the virtual machine, with its console here; returns the exit code of what ran in it."""
    share = "local,security_model=none,readonly=on,multidevs=remap"
    machine = subprocess.Popen(
        [
            *("qemu-system-x86_64", *(part for way in ways for part in ("-accel", way)), "-cpu", "max"),
            *("-smp", "2"),
            *("-m", memory, "-nographic", "-no-reboot", "-nic", "none", "-kernel", image, "-initrd", first),
            *("-append", "console=ttyS0 quiet panic=-1"),
            *("-virtfs", f"{share},path=/,mount_tag=host"),
            *("-virtfs", f"{share},path={HERE.parent},mount_tag=project"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    code = 1
    for line in machine.stdout or ():
        sys.stdout.write(line)
        sys.stdout.flush()
        if DONE in line:
            code = int(line.split()[-1])
    machine.wait()
    return code


if __name__ == "__main__":
    sys.exit(main())
