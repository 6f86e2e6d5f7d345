import helper  # noqa
