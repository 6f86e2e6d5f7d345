import time

for number in range(4100):
    open(f"{number}.txt", "w").close()
time.sleep(60)
