"""Codec: records to plain JSON values and back, driven by the fields of the dataclasses alone."""

from __future__ import annotations

import json
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from detente.errors import RecordError

T = TypeVar("T")


def plain(value: Any) -> Any:
    """A value as JSON knows it: dataclasses become objects, days ISO 8601, tuples lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    return value


def line(value: Any) -> str:
    """One line of JSON Lines: keys in the order of the fields, no spaces, letters as they are."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def revive(cls: type[T], raw: Any) -> T:
    """A record of the given class from JSON values; unknown keys are refused.

    Raises RecordError that names the class and the key at fault.
    """
    if not isinstance(raw, dict):
        raise RecordError(f"{cls.__name__} must be a JSON object, not {type(raw).__name__}")
    hints: dict[str, Any] = _hints(cls)  # type: ignore[arg-type]
    unknown = raw.keys() - hints.keys()
    if unknown:
        raise RecordError(f"{cls.__name__} has no field {sorted(unknown)[0]!r}; its fields: {', '.join(hints)}")
    needed = {f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING}  # type: ignore[arg-type]
    missing = needed - raw.keys()
    if missing:
        raise RecordError(f"{cls.__name__} lacks the field {sorted(missing)[0]!r}")
    try:
        return cls(**{k: _value(hints[k], v, f"{cls.__name__}.{k}") for k, v in raw.items()})
    except (TypeError, ValueError) as error:
        raise RecordError(f"{cls.__name__} {raw.get('id', '')}: {error}") from error


def _value(hint: Any, raw: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        if raw is None and type(None) in get_args(hint):
            return None
        return _value(next(a for a in get_args(hint) if a is not type(None)), raw, where)
    if origin is Literal:
        if raw not in get_args(hint):
            raise RecordError(f"{where} is {raw!r}; it must be one of {', '.join(map(repr, get_args(hint)))}")
        return raw
    if origin is tuple:
        if not isinstance(raw, list):
            raise RecordError(f"{where} must be a list, not {type(raw).__name__}")
        return tuple(_value(get_args(hint)[0], v, where) for v in raw)
    if hint is date:
        return date.fromisoformat(raw)
    if is_dataclass(hint):
        return revive(hint, raw)  # type: ignore[arg-type]
    if hint is float and isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return float(raw)
    if not isinstance(raw, hint) or (hint is int and isinstance(raw, bool)):
        raise RecordError(f"{where} must be {hint.__name__}, not {type(raw).__name__}")
    return raw
