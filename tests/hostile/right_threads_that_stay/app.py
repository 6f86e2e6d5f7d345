import threading
import time


def stay():
    while True:
        time.sleep(0.05)


if threading.active_count() < 4:
    for number in range(4):
        threading.Thread(target=stay, daemon=number % 2 == 0).start()
