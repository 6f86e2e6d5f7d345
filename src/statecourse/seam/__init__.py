"""What the engine needs of Streamlit beyond its documentation.

`private_names` lists every name that Streamlit keeps private or does not document, and that the engine relies on; a test holds the
installed Streamlit and the engine's source against it. `older` adds what an older supported version lacks, so that all else is
written for the newest. `stock_shortcuts` replaces parts of AppTest that are slow.

It imports nothing of ours but `course`. Begin with `private_names`, then `older`, `stock_shortcuts`.
"""
