"""Stands before a library that jsonschema tries to import, for a format of addresses that no notebook uses.

It compiles a grammar each time that it is imported, which takes as long as all else that nbgrader loads.
"""

raise ImportError
