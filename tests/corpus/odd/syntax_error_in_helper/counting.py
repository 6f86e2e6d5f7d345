def count():
    return 1 +* 1
