"""Examples for the description: a value that fits a schema, believable where the field's name says what it is."""

from typing import Any, Final

Schema = dict[str, Any]

_ID: Final = "0193a5f0c4d87c3e9b1f2a6d5e8c7b90"
_MOMENT: Final = "2026-11-22T09:00:00Z"
_BY_NAME: Final[dict[str, Any]] = {
    "title": "Kitchen, oak",
    "name": "Ivan Petrenko",
    "typed": "+380 67 123 45 67",
    "e164": "+380671234567",
    "text": "call back",
    "amount": "50 000",
    "currency": "UAH",
    "initials": "IP",
    "colour": "blue",
    "city": "Kyiv",
    "company": "Svitanok",
    "role": "manager",
    "kind": "other",
}
_BY_FORMAT: Final = {"date-time": _MOMENT, "date": "2026-11-22"}
_DEPTH: Final = 6


def example(schema: Schema, shared: dict[str, Schema], name: str = "", depth: int = 0) -> Any:
    """A value that fits a schema; of several shapes the first, of optional things the simplest."""
    if "$ref" in schema:
        return example(shared[schema["$ref"].rpartition("/")[2]], shared, name, depth)
    if "default" in schema:
        return schema["default"]
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return _BY_NAME[name] if _BY_NAME.get(name) in schema["enum"] else schema["enum"][0]
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return example(schema[several][0], shared, name, depth)
    return _of_type(schema, shared, name, depth)


def _of_type(schema: Schema, shared: dict[str, Schema], name: str, depth: int) -> Any:
    match schema.get("type"):
        case "object":
            shapes = schema.get("properties", {})
            return {each: example(shape, shared, each, depth + 1) for each, shape in shapes.items()}
        case "array":
            return _items(schema, shared, name, depth)
        case "string":
            return _text(schema, name)
        case "integer" | "number":
            return 1
        case "boolean":
            return False
        case _:
            return None


def _items(schema: Schema, shared: dict[str, Schema], name: str, depth: int) -> list[Any]:
    if "prefixItems" in schema:
        return [example(shape, shared, name, depth + 1) for shape in schema["prefixItems"]]
    return [] if depth > _DEPTH else [example(schema["items"], shared, name, depth + 1)]


def _text(schema: Schema, name: str) -> str:
    if "format" in schema:
        return _BY_FORMAT.get(schema["format"], "")
    if name in ("id", "after") or name.endswith(("_id", "_ids")):
        return _ID
    return str(_BY_NAME.get(name, "text"))
