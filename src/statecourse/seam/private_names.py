"""Every name that Streamlit keeps private, or does not document, and that the engine relies on.

``PRIVATE_NAMES`` holds those of every supported version, ``SINCE`` those that came later.
A test compares the lists with the installed Streamlit and with the engine's own source. ``statecourse doctor`` names those that
are missing.
"""

from __future__ import annotations

import importlib

from statecourse.course.versions import lacks

FORM_BUTTON = "FormSubmitter:"
"""How the keys begin that Streamlit itself gives to the submit buttons of forms."""

PRIVATE_NAMES = (
    "streamlit.components.v2.component_manager:BidiComponentManager.discover_and_register_components",
    "streamlit.components.v2.component_manager:BidiComponentManager.get",
    "streamlit.components.v2.component_manager:BidiComponentManager.get_component_asset_root",
    "streamlit.components.v2.component_manager:BidiComponentManager.get_metadata",
    "streamlit.elements.widgets.chat:ChatInputValue._include_audio",
    "streamlit.elements.widgets.chat:ChatInputValue._include_files",
    "streamlit.errors:UnserializableSessionStateError",
    "streamlit.logger:set_log_level",
    "streamlit.proto.BackMsg_pb2:BackMsg.rerun_script",
    "streamlit.proto.ClientState_pb2:ClientState.context_info",
    "streamlit.proto.ClientState_pb2:ClientState.fragment_id",
    "streamlit.proto.ClientState_pb2:ClientState.page_name",
    "streamlit.proto.ClientState_pb2:ClientState.page_script_hash",
    "streamlit.proto.ClientState_pb2:ClientState.query_string",
    "streamlit.proto.ClientState_pb2:ClientState.widget_states",
    "streamlit.proto.Common_pb2:FileURLs.file_id",
    "streamlit.proto.Delta_pb2:Delta.fragment_id",
    "streamlit.proto.Element_pb2:Element",
    "streamlit.proto.ForwardMsg_pb2:ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY",
    "streamlit.proto.ForwardMsg_pb2:ForwardMsg.FINISHED_SUCCESSFULLY",
    "streamlit.proto.ForwardMsg_pb2:ForwardMsg.delta",
    "streamlit.proto.ForwardMsg_pb2:ForwardMsg.navigation",
    "streamlit.proto.ForwardMsg_pb2:ForwardMsg.new_session",
    "streamlit.proto.ForwardMsg_pb2:ForwardMsg.page_info_changed",
    "streamlit.proto.ForwardMsg_pb2:ForwardMsg.ref_hash",
    "streamlit.proto.ForwardMsg_pb2:ForwardMsg.script_finished",
    "streamlit.proto.ForwardMsg_pb2:ForwardMsg.session_event",
    "streamlit.proto.ForwardMsg_pb2:ForwardMsgMetadata.active_script_hash",
    "streamlit.proto.WidgetStates_pb2:WidgetStates",
    "streamlit.runtime.app_session:AppSession._create_scriptrunner",
    "streamlit.runtime.app_session:AppSession._enqueue_forward_msg",
    "streamlit.runtime.app_session:AppSession._fragment_storage",
    "streamlit.runtime.app_session:AppSession._pages_manager",
    "streamlit.runtime.app_session:AppSession._scriptrunner",
    "streamlit.runtime.app_session:AppSession._user_info",
    "streamlit.runtime.app_session:AppSession.session_state",
    "streamlit.runtime.app_session:ScriptRunner",
    "streamlit.runtime.caching.storage.dummy_cache_storage:MemoryCacheStorageManager",
    "streamlit.runtime.memory_media_file_storage:MemoryMediaFileStorage",
    "streamlit.runtime.memory_uploaded_file_manager:MemoryUploadedFileManager.add_file",
    "streamlit.runtime.metrics_util:_get_machine_id_v3",
    "streamlit.runtime.pages_manager:PagesManager.current_page_script_hash",
    "streamlit.runtime.pages_manager:PagesManager.set_current_page_script_hash",
    "streamlit.runtime.pages_manager:PagesManager.uses_pages_directory",
    "streamlit.runtime.scriptrunner.magic:add_magic",
    "streamlit.runtime.scriptrunner.script_cache:ScriptCache.get_bytecode",
    "streamlit.runtime.scriptrunner.script_runner:ScriptRunner._run_script",
    "streamlit.runtime.scriptrunner.script_runner:ScriptRunner._run_script_thread",
    "streamlit.runtime.scriptrunner.script_runner:ScriptRunner._script_thread",
    "streamlit.runtime.scriptrunner.script_runner:ScriptRunner._session_id",
    "streamlit.runtime.scriptrunner.script_runner:ScriptRunner.on_event",
    "streamlit.runtime.scriptrunner:ScriptRunner",
    "streamlit.runtime.scriptrunner:ScriptRunnerEvent.SCRIPT_STARTED",
    "streamlit.runtime.scriptrunner:ScriptRunnerEvent.SCRIPT_STOPPED_WITH_COMPILE_ERROR",
    "streamlit.runtime.scriptrunner:ScriptRunnerEvent.SHUTDOWN",
    "streamlit.runtime.scriptrunner_utils.exceptions:RerunException",
    "streamlit.runtime.scriptrunner_utils.exceptions:StopException",
    "streamlit.runtime.scriptrunner_utils.script_requests:RerunData",
    "streamlit.runtime.scriptrunner_utils.script_run_context:ScriptRunContext._enqueue",
    "streamlit.runtime.scriptrunner_utils.script_run_context:ScriptRunContext.fragment_storage",
    "streamlit.runtime.scriptrunner_utils.script_run_context:ScriptRunContext.session_id",
    "streamlit.runtime.scriptrunner_utils.script_run_context:ThreadState",
    "streamlit.runtime.scriptrunner_utils.script_run_context:get_script_run_ctx",
    "streamlit.runtime.secrets:Secrets",
    "streamlit.runtime.secrets:Secrets._secrets",
    "streamlit.runtime.session_manager:SessionClient.write_forward_msg",
    "streamlit.runtime.session_manager:SessionManager.get_active_session_info",
    "streamlit.runtime.state.common:TESTING_KEY",
    "streamlit.runtime.state.common:is_element_id",
    "streamlit.runtime.state.query_params:QueryParams._bindings_by_widget",
    "streamlit.runtime.state.query_params:QueryParams._query_params",
    "streamlit.runtime.state.query_params:_coerce_value_for_query_url",
    "streamlit.runtime.state.query_params:_format_number_for_query_url",
    "streamlit.runtime.state.safe_session_state:SafeSessionState._state",
    "streamlit.runtime.state.session_state:KeyIdMapper.id_key_mapping",
    "streamlit.runtime.state.session_state:SessionState._key_id_mapper",
    "streamlit.runtime.state.session_state:SessionState._keys",
    "streamlit.runtime.state.session_state:SessionState._new_session_state",
    "streamlit.runtime.state.session_state:SessionState._new_widget_state",
    "streamlit.runtime.state.session_state:SessionState._old_state",
    "streamlit.runtime.state.session_state:SessionState._widget_changed",
    "streamlit.runtime.state.session_state:SessionState.filtered_state",
    "streamlit.runtime.state.session_state:SessionState.query_params",
    "streamlit.runtime.state.session_state:WStates.call_callback",
    "streamlit.runtime.state.session_state:WStates.states",
    "streamlit.runtime.state.session_state:WStates.widget_metadata",
    "streamlit.runtime.state.session_state:_missing_key_error_message",
    "streamlit.runtime.state:SCRIPT_RUN_WITHOUT_ERRORS_KEY",
    "streamlit.runtime.uploaded_file_manager:UploadedFile",
    "streamlit.runtime.uploaded_file_manager:UploadedFileRec",
    "streamlit.runtime:Runtime._get_async_objs",
    "streamlit.runtime:Runtime._instance",
    "streamlit.runtime:Runtime._session_mgr",
    "streamlit.runtime:Runtime.connect_session",
    "streamlit.runtime:Runtime.handle_backmsg",
    "streamlit.runtime:Runtime.start",
    "streamlit.runtime:RuntimeConfig",
    "streamlit.runtime:app_session",
    "streamlit.runtime:metrics_util",
    "streamlit.testing.v1.app_test:AppTest._bidi_component_manager",
    "streamlit.testing.v1.app_test:AppTest._from_string",
    "streamlit.testing.v1.app_test:AppTest._page_hash",
    "streamlit.testing.v1.app_test:AppTest._register_uploaded_files",
    "streamlit.testing.v1.app_test:AppTest._run",
    "streamlit.testing.v1.app_test:AppTest._script_path",
    "streamlit.testing.v1.app_test:AppTest._tree",
    "streamlit.testing.v1.app_test:LocalScriptRunner",
    "streamlit.testing.v1.app_test:MagicMock",
    "streamlit.testing.v1.element_tree:Block",
    "streamlit.testing.v1.element_tree:Button",
    "streamlit.testing.v1.element_tree:ElementList._list",
    "streamlit.testing.v1.element_tree:ElementTree._runner",
    "streamlit.testing.v1.element_tree:ElementTree.get_widget_states",
    "streamlit.testing.v1.element_tree:FileUploader._files",
    "streamlit.testing.v1.element_tree:InitialValue",
    "streamlit.testing.v1.element_tree:UnknownElement",
    "streamlit.testing.v1.element_tree:Widget._value",
    "streamlit.testing.v1.element_tree:Widget._widget_state",
    "streamlit.testing.v1.element_tree:WidgetList",
    "streamlit.testing.v1.element_tree:parse_tree_from_messages",
    "streamlit.testing.v1.local_script_runner:LocalScriptRunner.event_data",
    "streamlit.testing.v1.local_script_runner:LocalScriptRunner.events",
    "streamlit.testing.v1.local_script_runner:LocalScriptRunner.forward_msgs",
    "streamlit.testing.v1.local_script_runner:LocalScriptRunner.register_file",
    "streamlit.testing.v1.local_script_runner:parse_tree_from_messages",
    "streamlit.testing.v1.local_script_runner:require_widgets_deltas",
    "streamlit.util:AttributeDictionary",
    "streamlit.web.bootstrap:load_config_options",
    "streamlit.web.bootstrap:run",
)
"""Those that every supported version has."""

SINCE = {
    "streamlit.testing.v1.app_test:_query_params_from_query_string": "1.65",
    "streamlit.testing.v1.element_tree:_unknown_element_content": "1.63",
    "streamlit.proto.ForwardMsg_pb2:ForwardMsgMetadata.run": "1.67",
    "streamlit.runtime.app_session:AppSession.track_settling": "1.67",
    "streamlit.runtime.app_session:AppSession.wait_until_settled": "1.67",
    "streamlit.testing.v1.app_test:AppTest._cleared_form_ids": "1.65",
    "streamlit.testing.v1.app_test:AppTest._finished_page_script_hash": "1.66",
    "streamlit.testing.v1.app_test:AppTest._registered_pages": "1.63",
    "streamlit.testing.v1.app_test:AppTest._session_state": "1.64",
    "streamlit.testing.v1.app_test:_AppTestSessionState": "1.64",
    "streamlit.testing.v1.app_test:_AppTestSessionState._state": "1.64",
    "streamlit.testing.v1.app_test:_context_info_from_dict": "1.67",
    "streamlit.testing.v1.app_test:_user_info_for_run": "1.67",
    "streamlit.testing.v1.element_tree:_form_clear_flags": "1.65",
    "streamlit.testing.v1.element_tree:_has_pending_value": "1.65",
    "streamlit.testing.v1.element_tree:_submitted_form_ids": "1.65",
    "streamlit.testing.v1.element_tree:_unset_value_marker": "1.65",
    "streamlit.testing.v1.element_tree:_widget_form_id": "1.65",
}
"""Those that a later version brought; before it, `older` takes their place."""


def missing_names() -> list[str]:
    """The names that the installed Streamlit no longer has; an empty list is how it should be."""
    expected = [*PRIVATE_NAMES, *(name for name, version in SINCE.items() if not lacks(version))]
    return [name for name in expected if not _has(name)]


def _has(name: str) -> bool:
    module_name, _, path = name.partition(":")
    try:
        found: object = importlib.import_module(module_name)
    except ImportError:
        return False
    *parents, last = path.split(".")
    for part in parents:
        found = getattr(found, part, None)
    return hasattr(found, last) or last in _declared(found)


def _declared(owner: object) -> set[str]:
    """The names of attributes that only instances have: annotated, used in ``__init__``, or fields of a message."""
    code = getattr(getattr(owner, "__init__", None), "__code__", None)
    fields = getattr(getattr(owner, "DESCRIPTOR", None), "fields_by_name", {})
    return {*getattr(owner, "__annotations__", {}), *getattr(code, "co_names", ()), *fields}
