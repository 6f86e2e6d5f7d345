import time

for number in range(10):
    with open(f"{number}.bin", "wb") as file:
        file.write(bytes(2**22))
time.sleep(60)
