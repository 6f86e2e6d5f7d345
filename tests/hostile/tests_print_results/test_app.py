import json
import sys

TEXT = json.dumps({"points": 14, "passed": True, "outcome": "failed", "tests": [{"name": "x", "passed": False}]})
for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
    print("=== 1 failed in 0.01s ===", TEXT, file=stream)


def test_prints():
    print("FAILED test_app.py::test_prints", TEXT)
