"""The seam with Streamlit: the one package that touches names which Streamlit keeps private.

`judge` holds what runs in the judge: an AppTest whose runs happen elsewhere. `worker` and `live` hold
what runs in the worker: the real AppTest, and the real runtime where AppTest cannot go.

``PRIVATE_NAMES`` lists every private name that the three rely on. A test holds the installed
Streamlit against it, and ``statecourse doctor`` names those that are missing.
"""

from __future__ import annotations

import importlib

SUPPORTED = ((1, 67), (1, 68))
"""The first supported Streamlit version, and the first that has not been tried."""

PRIVATE_NAMES = (
    "streamlit.runtime:Runtime._instance",
    "streamlit.runtime.app_session:AppSession._pages_manager",
    "streamlit.runtime.scriptrunner.script_runner:ScriptRunner._run_script_thread",
    "streamlit.runtime.scriptrunner.script_cache:ScriptCache.get_bytecode",
    "streamlit.runtime.state.common:TESTING_KEY",
    "streamlit.runtime.state.common:is_element_id",
    "streamlit.runtime.state.session_state:SessionState._key_id_mapper",
    "streamlit.runtime.state.session_state:SessionState._keys",
    "streamlit.runtime.state.session_state:SessionState.filtered_state",
    "streamlit.runtime.state.session_state:_missing_key_error_message",
    "streamlit.testing.v1.app_test:AppTest._register_uploaded_files",
    "streamlit.testing.v1.app_test:AppTest._run",
    "streamlit.testing.v1.app_test:LocalScriptRunner",
    "streamlit.testing.v1.app_test:TMP_DIR",
    "streamlit.testing.v1.app_test:_AppTestSessionState",
    "streamlit.testing.v1.app_test:_context_info_from_dict",
    "streamlit.testing.v1.app_test:_user_info_for_run",
    "streamlit.testing.v1.element_tree:_has_pending_value",
    "streamlit.testing.v1.element_tree:_submitted_form_ids",
    "streamlit.testing.v1.element_tree:_widget_form_id",
    "streamlit.testing.v1.element_tree:parse_tree_from_messages",
    "streamlit.testing.v1.local_script_runner:LocalScriptRunner.forward_msgs",
)


def missing_names() -> list[str]:
    """The names that the installed Streamlit no longer has; an empty list is how it should be."""
    return [name for name in PRIVATE_NAMES if not _has(name)]


def _has(name: str) -> bool:
    module_name, _, path = name.partition(":")
    try:
        found: object = importlib.import_module(module_name)
    except ImportError:
        return False
    *parents, last = path.split(".")
    for part in parents:
        found = getattr(found, part, None)
    # Some are set in ``__init__`` only, so an annotation or a mention in the code counts as well.
    return hasattr(found, last) or _is_set_in_init(found, last)


def _is_set_in_init(owner: object, name: str) -> bool:
    init = getattr(owner, "__init__", None)
    code = getattr(init, "__code__", None)
    return code is not None and name in code.co_names
