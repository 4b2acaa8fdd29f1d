"""Sample data by command: as much as asked for, the same for the same seed."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Crm


def sample(crm: "Crm", store: Path, seed: str) -> list[str]:
    """Make a store of ten deals and list its titles."""
    made = crm.bare("demo", "--store", str(store), "--deals", "10", "--seed", seed, "--json")
    assert made.json == {"store": str(store), "deals": 10, "seed": int(seed)}
    rows = crm.bare("deals", "list", "--store", str(store), "--json").json["rows"]
    return sorted(row["title"] for row in rows)


def test_the_same_seed_gives_the_same_data(crm: "Crm", tmp_path: Path) -> None:
    first, again, other = (
        sample(crm, tmp_path / name, seed) for name, seed in (("a.db", "7"), ("b.db", "7"), ("c.db", "8"))
    )
    assert len(first) == 10
    assert first == again
    assert first != other


def test_the_command_says_what_it_made(crm: "Crm") -> None:
    assert "10" in crm("demo", "--deals", "10").out
