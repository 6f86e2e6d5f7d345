"""The sandbox for Streamlit apps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from statecourse.apptest.messages import Reply
from statecourse.runtime.libraries import libraries_of
from statecourse.sandbox import confine
from statecourse.sandbox.sandbox import Sandbox

if TYPE_CHECKING:
    from pathlib import Path


class AppSandbox(Sandbox):
    """A `Sandbox` whose workers run Streamlit apps, see `guest`."""

    replies: Any = Reply

    def libraries_of(self, app: Path) -> tuple[str, ...]:
        """The libraries that an app's own files name."""
        # Where a layer is missing, a worker without privileges may not be able to import anything later on.
        late = ("pandas",) if set(self.without) & set(confine.LAYERS) or confine.missing_layers() else ()
        return tuple(dict.fromkeys((*late, *libraries_of(app))))
