"""Values of an app as plain data, to it and from it."""
