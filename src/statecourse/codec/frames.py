"""Tables of pandas, split into plain parts and built again.

Arrow, which tables travel to a browser in, turns some types into others: a list into an array, a missing object into NaN.
Import this module only if there is a table to encode or decode: few apps load pandas, which is as large as the rest together.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from statecourse.codec.forms import MAX_LENGTH, BadValueError

if TYPE_CHECKING:
    from collections.abc import Callable


def split(value: Any) -> tuple[str, list[Any]] | None:
    """The kind of a value of pandas and its parts, which may be of pandas, too; None for what has no such form."""
    name = type(value).__name__
    kind = _ALIASES.get(name, name)
    return (kind, _KINDS[kind][0](value)) if kind in _KINDS else None


def build(kind: str, parts: list[Any]) -> Any:
    """The value with these parts.

    Raises `BadValueError`, or what pandas raises, if they do not fit together.
    """
    if kind not in _KINDS:
        raise BadValueError(kind)
    return _KINDS[kind][1](*parts)


def _array(value: Any) -> Any:
    """The values of a column or an index: pandas' own array, or numpy's if that says the same."""
    return value.to_numpy() if isinstance(value.dtype, np.dtype) else value.array


def _texts(value: Any) -> list[Any]:
    missing = value.isna()
    items = [None if gone else str(item) for item, gone in zip(value, missing, strict=True)]
    return [value.dtype.storage, isinstance(value.dtype.na_value, float), items]


def _frame(index: Any, columns: Any, data: list[Any], attrs: dict[Any, Any]) -> Any:
    if len(columns) != len(data):
        raise BadValueError("a table with other columns than names of columns")
    frame = pd.DataFrame({number: _column(index, column) for number, column in enumerate(data)}, index=index)
    frame.columns = columns
    frame.attrs = attrs
    return frame


def _series(index: Any, data: Any, name: Any, attrs: dict[Any, Any]) -> Any:
    column = _column(index, data)
    column.name, column.attrs = name, attrs
    return column


def _column(index: Any, data: Any) -> Any:
    if not isinstance(index, pd.Index) or len(_checked(data)) != len(index):  # one value would be repeated
        raise BadValueError("a column of another length than its table")
    return pd.Series(data, index=index, dtype=data.dtype)


def _checked(data: Any) -> Any:
    if not isinstance(data, np.ndarray | pd.api.extensions.ExtensionArray) or data.ndim != 1:
        raise BadValueError("a column that is no list of values")
    return data


def _index(data: Any, name: Any, freq: str | None) -> Any:
    index: Any = pd.Index(_checked(data), dtype=data.dtype, name=name, tupleize_cols=False)
    if freq is not None:
        index.freq = freq
    return index


def _range_index(start: int, stop: int, step: int, name: Any) -> Any:
    if len(range(start, stop, step)) > MAX_LENGTH:
        raise BadValueError(f"an index of more than {MAX_LENGTH:,} numbers")
    return pd.RangeIndex(start, stop, step, name=name)


def _strings(storage: str, with_nan: bool, items: list[Any]) -> Any:  # noqa: FBT001
    missing: Any = math.nan if with_nan else pd.NA
    return pd.array(items, dtype=pd.StringDtype(storage, na_value=missing))


_ALIASES = dict.fromkeys(("PeriodIndex", "IntervalIndex", "CategoricalIndex"), "Index")
_ALIASES |= {"ArrowStringArray": "StringArray"}
_KINDS: dict[str, tuple[Callable[[Any], list[Any]], Callable[..., Any]]] = {
    "DataFrame": (
        lambda v: [v.index, v.columns, [_array(column) for _, column in v.items()], v.attrs],
        _frame,
    ),
    "Series": (lambda v: [v.index, _array(v), v.name, v.attrs], _series),
    "Index": (lambda v: [_array(v), v.name, None], _index),
    "DatetimeIndex": (lambda v: [_array(v), v.name, v.freqstr], _index),
    "TimedeltaIndex": (lambda v: [_array(v), v.name, v.freqstr], _index),
    "RangeIndex": (lambda v: [v.start, v.stop, v.step, v.name], _range_index),
    "MultiIndex": (
        lambda v: [list(v.levels), [codes.copy() for codes in v.codes], list(v.names)],
        lambda levels, codes, names: pd.MultiIndex(levels, [_checked(code) for code in codes], names=names),
    ),
    "Categorical": (
        lambda v: [v.codes.copy(), v.categories, bool(v.ordered)],
        lambda codes, kinds, ordered: pd.Categorical.from_codes(
            _checked(codes), dtype=pd.CategoricalDtype(kinds, ordered)
        ),
    ),
    "PeriodArray": (
        lambda v: [v.asi8.copy(), v.freqstr],
        lambda data, freq: pd.arrays.PeriodArray(_checked(data), dtype=pd.PeriodDtype(freq)),
    ),
    "IntervalArray": (lambda v: [v.left, v.right, v.closed], pd.arrays.IntervalArray.from_arrays),
    "DatetimeArray": (
        lambda v: [v.tz_convert(None).to_numpy(), str(v.tz)],
        lambda data, zone: pd.DatetimeIndex(_checked(data)).tz_localize("UTC").tz_convert(zone).array,
    ),
    "IntegerArray": (lambda v: [v._data, v._mask], pd.arrays.IntegerArray),
    "FloatingArray": (lambda v: [v._data, v._mask], pd.arrays.FloatingArray),
    "BooleanArray": (lambda v: [v._data, v._mask], pd.arrays.BooleanArray),
    "StringArray": (_texts, _strings),
    "Period": (
        lambda v: [v.ordinal, v.freqstr],
        lambda ordinal, freq: pd.Period(ordinal=ordinal, freq=freq),
    ),
    "Interval": (lambda v: [v.left, v.right, v.closed], pd.Interval),
    "Timestamp": (
        lambda v: [v.tz_convert(None).to_datetime64(), str(v.tz)],
        lambda moment, zone: pd.Timestamp(moment).tz_localize("UTC").tz_convert(zone),
    ),
    "NAType": (lambda _: [], lambda: pd.NA),
}
"""Of each kind how its values are split, and how they are built from the parts."""
