"""The folder that a check's app runs in: a fresh copy of the submission, gone after the check."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import subprocess
import tempfile
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from statecourse.course.answer_files import copy_files, reading
from statecourse.sandbox.optional_layers import give_to

if TYPE_CHECKING:
    from statecourse.sandbox.worker_handle import Worker


class Scratch:
    """A folder with the app's copy in ``app`` and a place for temporary files in ``tmp``."""

    disk: int | None = None
    """The open folder as a worker sees it, where it lies on a disk of its own; see `optional_layers`."""

    def __init__(self, root: Path, app: Path, uid: int | None) -> None:
        self.libraries: tuple[str, ...] | None = None
        """What the server of its app has loaded, once that is known."""
        self.uid = uid
        self.folder = Path(tempfile.mkdtemp(prefix="check-", dir=root))
        try:
            with reading(app):
                (self.folder / "tmp").mkdir()
                copy_files(app, self.folder / "app")
                give_to(uid, self.folder)
        except BaseException:
            self.remove()
            raise

    def disk_usage(self, enough: int) -> Usage:
        """What the app has on disk by now; counting ends beyond ``enough`` files."""
        if self.disk is not None:  # the kernel tells it, deleted files included
            whole = os.fstatvfs(self.disk)
            size = (whole.f_blocks - whole.f_bfree) * whole.f_frsize
            return Usage(size, whole.f_files - whole.f_ffree)
        found = Usage()
        waiting = [self.folder]
        while waiting and found.files <= enough:
            try:
                waiting += found.add(waiting.pop())
            except (FileNotFoundError, NotADirectoryError):
                continue  # deleted meanwhile
            except OSError:
                found.hidden = True  # such as a path longer than the system allows
        return found

    def keep_disk(self, disk: int) -> bool:
        """Keep the open folder of its own disk; False where an earlier worker had another disk."""
        if self.disk is None:
            self.disk = disk
            return True
        same = os.fstat(disk).st_dev == os.fstat(self.disk).st_dev
        os.close(disk)
        return same

    def intact(self) -> bool:
        """Whether the app's own folder is where it was; an app may have moved or deleted it."""
        if self.disk is None:
            return (self.folder / "app").is_dir()
        with contextlib.suppress(OSError):
            return stat.S_ISDIR(os.stat("app", dir_fd=self.disk, follow_symlinks=False).st_mode)
        return False

    def remove(self) -> None:
        """Delete the folder with all that the app left in it; a disk of its own goes with that."""
        if self.disk is not None:
            os.close(self.disk)
            self.disk = None
        remove_tree(self.folder)


class DiscardedFolders:
    """Scratch folders to be deleted, each once its worker, which was killed, has exited.

    A server starts a worker, and then waits for those killed before. So these have exited when it starts another.
    """

    def __init__(self) -> None:
        self._folders: deque[tuple[int, Scratch, Worker | None]] = deque()
        """Each with how many workers will have been started when its own has exited."""
        self._started = 0

    def __len__(self) -> int:
        return len(self._folders)

    def add(self, folder: Scratch, worker: Worker | None) -> None:
        """Delete a folder later; its worker, if it had one, was killed just now."""
        self._folders.append((self._started + 2, folder, worker))

    def count_worker(self) -> None:
        """Count a worker that was started."""
        self._started += 1

    def delete(self, *, all_have_exited: bool = False) -> None:
        """Delete the folders of workers that have exited, so that nobody changes them meanwhile."""
        while self._folders and (all_have_exited or self._folders[0][0] <= self._started):
            _, folder, worker = self._folders.popleft()
            if worker is not None:
                worker.close()
            folder.remove()


@dataclass
class Usage:
    """Bytes and files, and whether there was a folder that could not be looked into."""

    size: int = 0
    files: int = 0
    hidden: bool = False

    def add(self, folder: Path) -> list[Path]:
        """Count what lies in a folder; gives the folders in it. Raises OSError."""
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            folder.chmod(0o700)  # the app's user, who may be us, has closed it
        folders = []
        with os.scandir(folder) as entries:
            for entry in entries:
                self.files += 1
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                with contextlib.suppress(OSError):
                    self.size += getattr(entry.stat(follow_symlinks=False), "st_blocks", 0) * 512
        return folders


def remove_tree(root: Path) -> None:
    """Delete a folder, however deep it goes and whatever rights it has; never raises."""
    with contextlib.suppress(OSError, RecursionError):
        shutil.rmtree(root)
        return
    # The library leaves what is no ordinary folder, and these do not.
    for command in (["chmod", "-R", "u+rwx"], ["rm", "-rf"]):
        with contextlib.suppress(OSError):
            subprocess.run([*command, "--", root], check=False, capture_output=True)  # noqa: S603
