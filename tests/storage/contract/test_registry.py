"""Every operation of the registry is exercised by this suite, and so is every refusal."""

import ast
import inspect
from pathlib import Path

from crm_tui.operations import (
    analytics,
    base,
    board,
    companies,
    contacts,
    deals,
    directory,
    documents,
    errors,
    feed,
    fields,
    history,
    imports,
    matching,
    notes,
    people,
    pipelines,
    presence,
    reach,
    samples,
    spam,
    tags,
    tasks,
    team,
    triage,
    views,
    vouchers,
)

MODULES = (
    analytics,
    board,
    companies,
    contacts,
    deals,
    directory,
    documents,
    feed,
    fields,
    history,
    imports,
    matching,
    notes,
    people,
    pipelines,
    presence,
    reach,
    samples,
    spam,
    tags,
    tasks,
    team,
    triage,
    views,
    vouchers,
)


def sources() -> list[ast.Module]:
    here = Path(__file__).parent
    served = (here.parents[1] / "server").glob("test_*.py")
    paths = (*here.glob("test_*.py"), here.parent / "test_receipts.py", *served)
    return [ast.parse(path.read_text()) for path in paths]


def test_each_operation_is_asked_or_done_in_some_contract_test() -> None:
    used = {
        call.func.id
        for tree in sources()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }

    assert not set(base.REGISTRY) - used


def test_each_refusal_is_provoked_in_some_contract_test() -> None:
    refusals = {
        name
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.Refused) and kind is not errors.Refused
    }
    raised = {
        argument.id
        for tree in sources()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.raises"
        for argument in call.args
        if isinstance(argument, ast.Name)
    }

    assert not refusals - raised


def test_one_contract_file_stands_for_each_room_of_operations() -> None:
    here = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}

    assert {module.__name__.rpartition(".")[2] for module in MODULES} <= here


def test_operations_have_routes_of_their_own() -> None:
    routes = [(kind.route.method, kind.route.path) for kind in base.REGISTRY.values()]

    assert len(set(routes)) == len(routes)


def test_each_part_of_a_route_is_a_field() -> None:
    for kind in base.REGISTRY.values():
        parts = [part[1:-1] for part in kind.route.path.split("/") if part.startswith("{")]
        assert set(parts) <= set(inspect.signature(kind).parameters), kind
