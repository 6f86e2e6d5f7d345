def test_fails():
    raise AssertionError("caught")
