import os
import sys

print("x" * 5_000_000)
print("y" * 1_000_000, file=sys.stderr)
for number in (0, 1, 2):
    os.write(number, b"z" * 1_000_000)
