"""The program that makes the prints of answers, with limits on memory and time: it reads what students wrote.

`statecourse.classroom.summary.prints` runs it: it sends each text as a line with its length, then the text, and gets
a line with the print. It imports the standard library only, so that it starts fast. It is a program of its own as
what Python's tokenizer does with a hostile text must end no grading.
"""

from __future__ import annotations

import builtins
import contextlib
import hashlib
import io
import itertools
import keyword
import sys
import tokenize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VERSION = f"2 {sys.version_info[0]}.{sys.version_info[1]}"
"""Prints of another version are not compared: tokens differ between versions of Python."""
MAX_TEXT = 64 * 1024
"""Bytes of a text that are read."""
MAX_TOKENS = 8_000
LENGTH = 10
"""Tokens in a run; shorter ones say nothing of who wrote them."""
WINDOW = 3
"""Of so many neighbouring runs, one is kept (winnowing: Schleimer, Wilkerson and Aiken, 2003)."""
_MEMORY = 512 * 2**20
_LEFT_OUT = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER}
_GIVEN = set(dir(builtins))
_STRINGS = {
    getattr(tokenize, kind, tokenize.STRING) for kind in ("STRING", "FSTRING_MIDDLE", "TSTRING_MIDDLE")
}
_QUOTES = {
    getattr(tokenize, f"{kind}STRING_{end}", tokenize.STRING) for kind in "FT" for end in ("START", "END")
}
"""Since Python 3.12, an f-string is no token but many; whether its quotation marks are double is layout."""
ODD_MODULES = {
    *(
        "ctypes",
        "socket",
        "subprocess",
        "multiprocessing",
        "signal",
        "mmap",
        "pty",
        "resource",
        "gc",
        "inspect",
    ),
    *(
        "builtins",
        "importlib",
        "marshal",
        "site",
        "urllib",
        "http",
        "requests",
        "httpx",
        "statecourse",
        "_pytest",
    ),
}
ODD_NAMES = {
    "__globals__",
    "__subclasses__",
    "__builtins__",
    "__code__",
    "__loader__",
    "_getframe",
    "settrace",
}
ODD_CALLS = {
    "system",
    "popen",
    "fork",
    "kill",
    "_exit",
    "abort",
    "execv",
    "execve",
    "spawnv",
    "setuid",
    "ptrace",
}
ODD_TEXTS = (
    "/proc",
    "/etc/",
    "graders",
    "solutions",
    "test_checks",
    "results.json",
    "grades.csv",
    "gradebook",
)


def main() -> None:
    """Print a line for each text of standard input."""
    _limit()
    while line := sys.stdin.buffer.readline():
        text = sys.stdin.buffer.read(int(line))
        found, symbols = read(text)
        sys.stdout.write(f"{','.join(found)} {' '.join(f'{number:016x}' for number in print_of(symbols))}\n")
        sys.stdout.flush()


def _limit() -> None:
    with contextlib.suppress(ImportError):  # Windows has none
        import resource  # noqa: PLC0415

        with contextlib.suppress(ValueError, OSError):  # a lower limit is set already
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


Symbol = tuple[str, bool]
"""A token, and whether it is a name or a text of the author's own."""


def read(text: bytes) -> tuple[list[str], list[Symbol]]:
    """The words of a program that no exercise asks for, and its tokens that count; nothing where it is no Python."""
    try:
        tokens = list(itertools.islice(_tokens(text[:MAX_TEXT].decode("utf-8-sig", "replace")), MAX_TOKENS))
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError, MemoryError):
        return [], []
    return sorted(set(_odd_words(tokens))), list(_symbols(tokens))


def print_of(symbols: list[Symbol]) -> list[int]:
    """What stays of a program where it is laid out, commented and named otherwise: hashes of runs of its tokens."""
    return sorted(set(_winnowed([_hash(run) for run in _runs(symbols)])))


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    for kind, token, *_ in tokenize.generate_tokens(io.StringIO(text).readline):
        if kind not in _LEFT_OUT:
            yield kind, token


def _odd_words(tokens: list[tuple[int, str]]) -> Iterator[str]:
    """What an answer imports, calls or names that no exercise asks for; all of them are words of these lists."""
    starts, before, last = True, "", ""
    in_import = False
    for kind, token in tokens:
        if starts:
            in_import = token in {"import", "from"}
        if kind in _STRINGS:
            yield from (text for text in ODD_TEXTS if text in token)
        elif (in_import and token in ODD_MODULES) or token in ODD_NAMES:
            yield token
        elif last == "." and before == "os" and token in ODD_CALLS:
            yield f"os.{token}"
        starts = kind in {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT} or token in {";", ":"}
        before, last = last, token


def _symbols(tokens: list[tuple[int, str]]) -> Iterator[Symbol]:
    before, last = "", ""
    for kind, token in tokens:
        if kind in {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}:
            token = tokenize.tok_name[kind]  # noqa: PLW2901  # not how deep, only that
        is_own = kind in _STRINGS or (kind == tokenize.NAME and _is_own(token, last, before))
        yield (token.strip("\"'") if kind in _STRINGS | _QUOTES else token), is_own
        before, last = last, token


def _is_own(name: str, last: str, before: str) -> bool:
    """Whether a name may be chosen freely: none of Python's, and no attribute but a key of session state."""
    if last == ".":
        return before == "session_state"
    return not keyword.iskeyword(name) and name not in _GIVEN


def _runs(symbols: list[Symbol]) -> Iterator[str]:
    """Each run of tokens, own names as how far back the same one stands in it (Baker's encoding), 0 where it does not."""
    fixed = [None if is_own else token for token, is_own in symbols]
    positions: dict[str, int] = {}
    back = []
    for at, (token, is_own) in enumerate(symbols):
        back.append(at - positions.get(token, at) if is_own else 0)
        if is_own:
            positions[token] = at
    for start in range(len(symbols) - LENGTH + 1):
        run = range(start, start + LENGTH)
        yield "\0".join([fixed[at] or f"\1{back[at] if back[at] <= at - start else 0}" for at in run])


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _winnowed(hashes: list[int]) -> Iterable[int]:
    if len(hashes) <= WINDOW:
        return hashes[:1]
    return (min(hashes[at : at + WINDOW]) for at in range(len(hashes) - WINDOW + 1))


if __name__ == "__main__":
    main()
