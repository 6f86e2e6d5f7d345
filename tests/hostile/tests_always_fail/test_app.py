def test_caught():
    assert False, "caught"
