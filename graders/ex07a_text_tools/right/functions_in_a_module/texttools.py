def upper(text):
    return text.upper()


def reverse(text):
    return text[::-1]


def no_spaces(text):
    return text.replace(" ", "")


def cheer(text):
    return text + " hurra"


ALL = {"upper": upper, "reverse": reverse, "no spaces": no_spaces, "cheer": cheer}
