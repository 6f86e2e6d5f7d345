"""Query parameters that Streamlit's frontend writes into the page's address, and removes from it.

No browser is here, so the worker does it, for AppTest and for live apps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamlit.runtime.state.query_params import _coerce_value_for_query_url, _format_number_for_query_url

if TYPE_CHECKING:
    from streamlit.proto.WidgetStates_pb2 import WidgetStates
    from streamlit.runtime.state.session_state import SessionState


def write_bound(params: dict[str, Any], state: SessionState, widgets: WidgetStates | None) -> dict[str, Any]:
    """The query parameters after widgets with ``bind="query-params"`` were given these values.

    A widget that was changed writes its value there, or removes it if it is the initial one.
    """
    written, bindings = dict(params), state.query_params._bindings_by_widget
    for widget in widgets.widgets if widgets else ():
        metadata = state._new_widget_state.widget_metadata.get(widget.id)
        if widget.id not in bindings or metadata is None or widget.id not in state._keys():
            continue
        value = _sent(widget)
        if value == metadata.serializer(state[widget.id]):
            continue
        name = bindings[widget.id].param_key
        if value == metadata.serializer(metadata.deserializer(None)):
            written.pop(name, None)
        else:
            written[name] = _in_the_address(value, metadata.value_type)
    return written


def bound_alone(params: dict[str, Any], state: SessionState) -> dict[str, Any]:
    """The query parameters that stay in the address after a click in the menu of pages: those bound to a widget.

    The server then removes those of the old page.
    """
    bound = {binding.param_key for binding in state.query_params._bindings_by_widget.values()}
    return {name: value for name, value in params.items() if name in bound}


def _sent(widget: Any) -> Any:
    """The value that the browser sends for a widget; None for one that was emptied."""
    kind = widget.WhichOneof("value")
    value: Any = getattr(widget, kind) if kind else None
    return list(value.data) if kind and kind.endswith("_array_value") else value


def _in_the_address(value: Any, value_type: str) -> str | list[str]:
    if value is None or value == []:
        return ""
    if value_type == "double_value":
        return _format_number_for_query_url(value)
    return _coerce_value_for_query_url(value, value_type)
