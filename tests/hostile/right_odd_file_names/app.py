import os

for name in (b"two\nlines", b"caf\xe9", b"x" * 255, b"-rf", b"~", b" ", b"$(true)", "\u202e".encode(), b"\x1b[2J", b"a/../b"[-1:]):
    with open(name, "wb") as file:
        file.write(b"x")
    os.makedirs(b"folder " + name[:200], exist_ok=True)
