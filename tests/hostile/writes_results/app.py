import os

from tries import refused, targets

for name in ("results.json", "grades.csv", "result.json"):
    with open(name, "w") as file:
        file.write('{"score": 10, "points": 10}')
    refused(lambda: open(os.path.join(targets["out"], name), "w"))
refused(lambda: os.listdir(targets["out"]))
