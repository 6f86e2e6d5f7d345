"""Every command of Streamlit: the page that it leaves is, message for message, the stock one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from since import since
from streamlit.testing.v1.element_tree import Block

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest
    from streamlit.testing.v1.element_tree import Node

COMMANDS = {
    "altair_chart": "import altair as alt\nst.altair_chart(alt.Chart({'values': [{'x': 1}]}).mark_bar(), key='k')",
    "area_chart": "st.area_chart({'a': [1, 3, 2]}, color='#f00')",
    "audio": "st.audio(b'RIFF', format='audio/wav', loop=True)",
    "audio_input": "st.audio_input('A', sample_rate=48000, help='H')",
    "badge": "st.badge('New', icon=':material/check:', color='green')",
    "balloons": "st.balloons()",
    "bar_chart": "st.bar_chart({'a': [1, 3, 2]}, horizontal=True)",
    "button": "st.button('B', type='primary', icon='🎈', help='H', width='stretch')",
    "camera_input": "st.camera_input('C', resolution='480p')",
    "caption": "st.caption('small')",
    "chat_input": "st.chat_input('Say', accept_file='multiple', file_type=['txt'], max_chars=5)",
    "chat_message": "with st.chat_message('user'):\n    st.write('hi')",
    "checkbox": "st.checkbox('C', True, label_visibility='hidden')",
    "code": "st.code('x = 1', 'python', line_numbers=True, wrap_lines=True)",
    "color_picker": "st.color_picker('C', '#abcdef')",
    "columns": "a, b = st.columns([1, 2], gap='large', border=True); a.text('a'); b.text('b')",
    "container": "with st.container(height=100, border=True, key='k'):\n    st.text('a')",
    "data_editor": "st.data_editor({'a': [1, 2]}, num_rows='dynamic', key='k', disabled=['a'])",
    "dataframe": "import pandas as pd\nst.dataframe(pd.DataFrame({'a': [1, None], 'b': ['x', 'y']}), hide_index=True)",
    "date_input": "import datetime as dt\nst.date_input('D', dt.date(2024, 1, 2), format='DD.MM.YYYY')",
    "datetime_input": "import datetime as dt\nst.datetime_input('D', dt.datetime(2024, 1, 2, 3, 45))",
    "dialog": "@st.dialog('D', width='large')\ndef show():\n    st.text('a')\nshow()",
    "divider": "st.divider()",
    "download_button": "st.download_button('D', 'text', 'a.txt', 'text/plain', on_click='ignore')",
    "echarts_chart": "st.echarts_chart({'series': [{'type': 'bar', 'data': [1, 2]}]}, key='k')",
    "echo": "with st.echo('below'):\n    st.text('a')",
    "empty": "a = st.empty(); a.text('one'); a.container().text('two')",
    "error": "st.error('no', icon='🚨')",
    "exception": "st.exception(ValueError('no'))",
    "expander": "st.expander('E', expanded=True, icon='🔍').text('a')",
    "feedback": "st.feedback('stars', default=2)",
    "file_uploader": "st.file_uploader('F', ['csv'], accept_multiple_files=True)",
    "form": "with st.form('f', border=False, enter_to_submit=False):\n    st.form_submit_button('S', shortcut='a')",
    "form_submit_button": "with st.form('f'):\n    st.text_input('T')\n    st.form_submit_button('S', type='primary')",
    "fragment": "@st.fragment(run_every='5s')\ndef part():\n    st.text('a')\npart()",
    "graphviz_chart": "st.graphviz_chart('digraph { a -> b }')",
    "grid": "g = st.grid(2, gap='large'); g.text('a'); g.cell(column_span=2).text('b')",
    "header": "st.header('H', divider='rainbow', anchor='h')",
    "help": "st.help(sorted)",
    "html": "st.html('<p>a</p>')",
    "iframe": "st.iframe('https://example.com', height=50)",
    "image": "import numpy as np\nst.image(np.zeros((2, 2, 3), 'uint8'), caption='black')",
    "info": "st.info('i')",
    "json": "st.json({'a': [1]}, expanded=1)",
    "latex": "st.latex('x^2')",
    "line_chart": "st.line_chart({'a': [1, 3, 2]}, x_label='X')",
    "link_button": "st.link_button('L', 'https://example.com', type='primary')",
    "logo": "st.logo('https://example.com/a.png')",
    "map": "import pandas as pd\nst.map(pd.DataFrame({'lat': [52.5], 'lon': [13.4]}))",
    "markdown": "st.markdown(':red[a] **b**', unsafe_allow_html=True, text_alignment='center')",
    "menu_button": "st.menu_button('M', ['a', 'b'])",
    "mermaid_chart": "st.mermaid_chart('graph TD; A-->B')",
    "metric": "st.metric('M', 5, 2, border=True, chart_data=[1, 2])",
    "multiselect": "st.multiselect('M', ['a', 'b'], ['b'], max_selections=1)",
    "navigation": "def one(): st.text('1')\ndef two(): st.text('2')\nst.navigation({'S': [one, two]}).run()",
    "number_input": "st.number_input('N', 0.0, 1.0, 0.5, format='%.3f', icon='🔢')",
    "page_link": "st.page_link('https://example.com', label='P', icon='🌍')",
    "pagination": "st.pagination(9, default=3)",
    "pills": "st.pills('P', ['a', 'b'], selection_mode='multi', default=['a'])",
    "popover": "st.popover('P', icon='🔍').text('a')",
    "progress": "st.progress(0.3, 'Working')",
    "pydeck_chart": "import pydeck\nst.pydeck_chart(pydeck.Deck(layers=[], map_style=None), key='k')",
    "radio": "st.radio('R', ['a', 'b'], captions=['one', 'two'], horizontal=True)",
    "rerun": "if st.session_state.setdefault('n', 0) < 2:\n    st.session_state.n += 1; st.rerun()\nst.text('a')",
    "scatter_chart": "st.scatter_chart({'a': [1, 3, 2]}, size=10)",
    "segmented_control": "st.segmented_control('S', ['a', 'b'], format_func=str.upper)",
    "select_slider": "st.select_slider('S', ['a', 'b', 'c'], ('a', 'b'))",
    "selectbox": "st.selectbox('S', ['a', 'b'], index=None, placeholder='P', accept_new_options=True)",
    "set_page_config": "st.set_page_config('Title', '🎈', 'wide')\nst.text('a')",
    "skeleton": "st.skeleton()",
    "slider": "import datetime as dt\nst.slider('S', value=(dt.time(8), dt.time(9)), step=dt.timedelta(minutes=5))",
    "snow": "st.snow()",
    "space": "st.space('large')",
    "spinner": "with st.spinner('Wait', show_time=True):\n    st.text('a')",
    "status": "with st.status('S', expanded=True) as s:\n    st.text('a'); s.update(state='complete')",
    "stop": "st.text('a'); st.stop()",
    "subheader": "st.subheader('S', help='H')",
    "success": "st.success('s')",
    "table": "st.table({'a': [1, 2]}, border='horizontal')",
    "tabs": "a, b = st.tabs(['A', 'B'], default='B'); a.text('a'); b.text('b')",
    "text": "st.text('a', width='content')",
    "text_area": "st.text_area('T', 'x', height=100, max_chars=5)",
    "text_input": "st.text_input('T', type='password', autocomplete='on', icon='🔑')",
    "time_input": "import datetime as dt\nst.time_input('T', dt.time(8), step=60)",
    "title": "st.title('T', anchor=False)",
    "toast": "st.toast('T', icon='🎉', duration='long')",
    "toggle": "st.toggle('T', True)",
    "vega_lite_chart": "st.vega_lite_chart({'a': [1]}, {'mark': 'bar'})",
    "video": "st.video(b'mp4', subtitles={'en': 'WEBVTT'}, start_time=2)",
    "warning": "st.warning('w')",
    "write": "st.write('a', {'b': 1}, [1], ValueError('c'), None, 1.5)",
    "write_stream": "st.write_stream(word for word in ['a ', 'b'])",
    "sidebar": "with st.sidebar:\n    st.text('a'); st.button('B')",
    "bottom": "st.bottom.text('a')",
    "components": "st.components.v2.component('parity_page', html='<b>a</b>', css='b {}')(key='k')",
}
NO_DISPLAY = {
    "App": "a server, not a part of a page",
    "Page": "see navigation",
    "cache_data": "see test_running.py",
    "cache_resource": "see test_running.py",
    "connection": "needs a database",
    "get_option": "configuration",
    "login": "leads to another server",
    "logout": "see test_making.py",
    "pdf": "needs a package that is not installed",
    "plotly_chart": "needs a package that is not installed",
    "pyplot": "needs a package that is not installed",
    "set_option": "configuration",
    "switch_page": "see test_pages.py",
}


def described(at: AppTest) -> list[tuple[object, ...]]:
    """All that a page says: kind, key, and the whole message of each element and block."""
    return [(node.type, getattr(node, "key", None), message(node), value(node)) for node in at]


def message(node: Node) -> bytes:
    """A node's message as bytes, but for the part of an id that comes from the script's place."""
    proto = getattr(node, "proto", None)
    whole = proto.SerializeToString(deterministic=True) if proto is not None else b""
    return re.sub(rb"\$\$ID-[0-9a-f]{32}", b"$$ID", whole)


def value(node: Node) -> str:
    """How a node's value looks."""
    try:
        return "" if isinstance(node, Block) else repr(node.value)
    except KeyError:  # of what the AppTest of an older version has no class for
        return "unknown"


@pytest.mark.parametrize("command", [name for name in COMMANDS if hasattr(st, name)])
def test_a_page_is_the_stock_page(stock_class: type[AppTest], app_class: type[AppTest], command: str) -> None:
    """The page that a command leaves is the stock one to the last byte, at first and after a rerun."""
    script = f"import streamlit as st\n{COMMANDS[command]}"
    ours = app_class.from_string(script, default_timeout=30)
    stock = stock_class(ours._script_path, default_timeout=30)
    for _ in range(2):
        assert described(ours.run()) == described(stock.run())
        assert len(ours.exception) == (command in {"exception", "write"})
        assert ours._session_state.filtered_state == stock._session_state.filtered_state


@since("1.67")
def test_every_command_is_here() -> None:
    """No command of Streamlit is left out."""
    public = {name for name in dir(st) if not name.startswith("_") and callable(getattr(st, name))}
    assert public - COMMANDS.keys() - NO_DISPLAY.keys() == set()
    assert COMMANDS.keys() & NO_DISPLAY.keys() == set()
