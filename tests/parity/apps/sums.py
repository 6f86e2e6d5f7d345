"""A module beside the app's script."""


def add(first, second):
    """The sum of two numbers."""
    return first + second
