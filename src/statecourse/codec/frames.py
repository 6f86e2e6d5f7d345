"""Tables of pandas, taken apart into plain parts and put together again.

Not with `statecourse.codec.values`, as all of it is about pandas: what each of its types consists of. Arrow, which
a browser's tables travel in, turns some of them into others: a list into an array, a missing object into NaN.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LENGTH = 1_000_000
"""Rows that a table without columns may have, or the other way round: what a check does with each would never end."""
MAX_COLLIDING = 2_000
"""Keys with the hash of another: a table of them takes time that grows with their square."""


class BadFrameError(ValueError):
    """The parts of a table do not fit together."""


def check_hashes(keys: list[Any]) -> None:
    """Refuse keys that would take very long to become a set, a dictionary or an index."""
    if len(keys) - len(set(map(hash, keys))) > MAX_COLLIDING:
        raise BadFrameError("too many of its keys have the same hash")


# --- apart -------------------------------------------------------------------------------------


def _array(value: Any) -> Any:
    """The values of a column or an index: pandas' own array, or numpy's where that says the same."""
    import numpy as np  # noqa: PLC0415  # loaded with pandas

    return value.to_numpy() if isinstance(value.dtype, np.dtype) else value.array


def _texts(value: Any) -> list[Any]:
    missing = value.isna()
    items = [None if gone else str(item) for item, gone in zip(value, missing, strict=True)]
    return [value.dtype.storage, isinstance(value.dtype.na_value, float), items]


_APART: dict[str, Callable[[Any], list[Any]]] = {
    "DataFrame": lambda v: [v.index, v.columns, [_array(column) for _, column in v.items()], v.attrs],
    "Series": lambda v: [v.index, _array(v), v.name, v.attrs],
    "Index": lambda v: [_array(v), v.name, None],
    "DatetimeIndex": lambda v: [_array(v), v.name, v.freqstr],
    "TimedeltaIndex": lambda v: [_array(v), v.name, v.freqstr],
    "RangeIndex": lambda v: [v.start, v.stop, v.step, v.name],
    "MultiIndex": lambda v: [list(v.levels), [codes.copy() for codes in v.codes], list(v.names)],
    "Categorical": lambda v: [v.codes.copy(), v.categories, bool(v.ordered)],
    "PeriodArray": lambda v: [v.asi8.copy(), v.freqstr],
    "IntervalArray": lambda v: [v.left, v.right, v.closed],
    "DatetimeArray": lambda v: [v.tz_convert(None).to_numpy(), str(v.tz)],
    "IntegerArray": lambda v: [v._data, v._mask],
    "FloatingArray": lambda v: [v._data, v._mask],
    "BooleanArray": lambda v: [v._data, v._mask],
    "StringArray": _texts,
    "ndarray": lambda v: [list(v.shape), list(v.flat)],
    "Period": lambda v: [v.ordinal, v.freqstr],
    "Interval": lambda v: [v.left, v.right, v.closed],
    "Timestamp": lambda v: [v.tz_convert(None).to_datetime64(), str(v.tz)],
    "NAType": lambda _: [],
}
_ALIASES = dict.fromkeys(("PeriodIndex", "IntervalIndex", "CategoricalIndex"), "Index")
_ALIASES |= {"ArrowStringArray": "StringArray"}


def parts_of(value: Any) -> tuple[str, list[Any]] | None:
    """The kind of a value of pandas, or of an array of objects, and what it consists of.

    The parts may be of pandas, too. None for what has no such form.
    """
    name = type(value).__name__
    kind = _ALIASES.get(name, name)
    return (kind, _APART[kind](value)) if kind in _APART else None


def alike(one: Any, other: Any) -> bool:
    """Whether two values of pandas have the same types all through; it is not asked what they hold."""
    return type(one) is type(other) and _types(one) == _types(other)


def _types(value: Any) -> list[Any]:
    if hasattr(value, "dtypes") and hasattr(value, "columns"):
        return [*value.dtypes, *_types(value.index), *_types(value.columns)]
    own = [type(value), getattr(value, "dtype", None), getattr(value, "freq", None)]
    return [*own, *_types(value.index)] if hasattr(value, "sort_index") else own


# --- together ----------------------------------------------------------------------------------


def built(kind: str, parts: list[Any]) -> Any:
    """The value that these are the parts of.

    Raises `BadFrameError`, or what pandas raises, where they do not fit together.
    """
    if kind not in _BUILD:
        raise BadFrameError(kind)
    return _BUILD[kind](*parts)


def _frame(index: Any, columns: Any, data: list[Any], attrs: dict[Any, Any]) -> Any:
    import pandas as pd  # noqa: PLC0415  # as large as the rest together, and rarely needed

    if len(columns) != len(data):
        raise BadFrameError("a table with other columns than names of columns")
    frame = pd.DataFrame({number: _column(index, column) for number, column in enumerate(data)}, index=index)
    frame.columns = columns
    frame.attrs = attrs
    return frame


def _series(index: Any, data: Any, name: Any, attrs: dict[Any, Any]) -> Any:
    column = _column(index, data)
    column.name, column.attrs = name, attrs
    return column


def _column(index: Any, data: Any) -> Any:
    import pandas as pd  # noqa: PLC0415

    if not isinstance(index, pd.Index) or len(_checked(data)) != len(index):  # one value would be repeated
        raise BadFrameError("a column of another length than its table")
    return pd.Series(data, index=index, dtype=data.dtype)


def _checked(data: Any) -> Any:
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    if not isinstance(data, np.ndarray | pd.api.extensions.ExtensionArray) or data.ndim != 1:
        raise BadFrameError("a column that is no list of values")
    return data


def _index(data: Any, name: Any, freq: str | None) -> Any:
    import pandas as pd  # noqa: PLC0415

    index: Any = pd.Index(_checked(data), dtype=data.dtype, name=name, tupleize_cols=False)
    if freq is not None:
        index.freq = freq
    return index


def _range_index(start: int, stop: int, step: int, name: Any) -> Any:
    import pandas as pd  # noqa: PLC0415

    if len(range(start, stop, step)) > MAX_LENGTH:
        raise BadFrameError(f"an index of more than {MAX_LENGTH:,} numbers")
    return pd.RangeIndex(start, stop, step, name=name)


def _multi_index(levels: list[Any], codes: list[Any], names: list[Any]) -> Any:
    import pandas as pd  # noqa: PLC0415

    return pd.MultiIndex(levels, [_checked(code) for code in codes], names=names)


def _categorical(codes: Any, categories: Any, ordered: bool) -> Any:  # noqa: FBT001
    import pandas as pd  # noqa: PLC0415

    return pd.Categorical.from_codes(_checked(codes), dtype=pd.CategoricalDtype(categories, ordered))


def _periods(ordinals: Any, freq: str) -> Any:
    import pandas as pd  # noqa: PLC0415

    return pd.arrays.PeriodArray(_checked(ordinals), dtype=pd.PeriodDtype(freq))


def _intervals(left: Any, right: Any, closed: Any) -> Any:
    import pandas as pd  # noqa: PLC0415

    return pd.arrays.IntervalArray.from_arrays(left, right, closed)


def _zoned(moments: Any, zone: str) -> Any:
    import pandas as pd  # noqa: PLC0415

    return pd.DatetimeIndex(_checked(moments)).tz_localize("UTC").tz_convert(zone).array


def _strings(storage: str, with_nan: bool, items: list[Any]) -> Any:  # noqa: FBT001
    import pandas as pd  # noqa: PLC0415

    missing: Any = math.nan if with_nan else pd.NA
    return pd.array(items, dtype=pd.StringDtype(storage, na_value=missing))


def _objects(shape: list[int], items: list[Any]) -> Any:
    import numpy as np  # noqa: PLC0415

    if math.prod(shape) != len(items) or max(shape, default=0) > MAX_LENGTH:
        raise BadFrameError(f"{len(items)} objects in an array with the shape {shape}")
    check_hashes([item for item in items if _has_hash(item)])
    array = np.empty(len(items), object)
    for number, item in enumerate(items):
        array[number] = item
    return array.reshape(shape)


def _has_hash(item: Any) -> bool:
    try:
        hash(item)
    except TypeError:
        return False
    return True


def _pandas(name: str) -> Callable[..., Any]:
    def make(*parts: Any) -> Any:
        import pandas as pd  # noqa: PLC0415

        return getattr(pd.arrays if hasattr(pd.arrays, name) else pd, name)(*parts)

    return make


def _period(ordinal: int, freq: str) -> Any:
    import pandas as pd  # noqa: PLC0415

    return pd.Period(ordinal=ordinal, freq=freq)


def _moment(moment: Any, zone: str) -> Any:
    import pandas as pd  # noqa: PLC0415

    return pd.Timestamp(moment).tz_localize("UTC").tz_convert(zone)


def _missing() -> Any:
    import pandas as pd  # noqa: PLC0415

    return pd.NA


_BUILD: dict[str, Callable[..., Any]] = {
    "DataFrame": _frame,
    "Series": _series,
    "Index": _index,
    "DatetimeIndex": _index,
    "TimedeltaIndex": _index,
    "RangeIndex": _range_index,
    "MultiIndex": _multi_index,
    "Categorical": _categorical,
    "PeriodArray": _periods,
    "IntervalArray": _intervals,
    "DatetimeArray": _zoned,
    "IntegerArray": _pandas("IntegerArray"),
    "FloatingArray": _pandas("FloatingArray"),
    "BooleanArray": _pandas("BooleanArray"),
    "StringArray": _strings,
    "ndarray": _objects,
    "Period": _period,
    "Interval": _pandas("Interval"),
    "Timestamp": _moment,
    "NAType": _missing,
}
