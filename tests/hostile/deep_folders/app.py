import os
import time

for _ in range(3000):
    os.mkdir("d" * 20)
    os.chdir("d" * 20)
open("here", "w").close()
time.sleep(60)
