import pytest


def test_first():
    pass


def test_leaves():
    pytest.exit("that was all", returncode=0)
