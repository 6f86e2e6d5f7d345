import msgspec

from statecourse.apptest import app_session as seam
from statecourse.runtime import host


class Odd(msgspec.Struct, tag="Page"):
    session: str = "zero"
    messages: int = 7


seam.Page = lambda **kwargs: Odd()
host.msgspec.structs.replace = lambda page, **changes: page
host.describe = lambda problem: 7
