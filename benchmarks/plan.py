"""How much a run of the bench measures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes and rounds. A quick run has less data and fewer samples: for looking, not for judging."""

    rounds: int = 20
    deals: int = 100_000
    many_deals: int = 1_000_000
    contacts: int = 1_000_000
    few_contacts: int = 100_000
    keys: int = 120

    @classmethod
    def quick(cls) -> "Plan":
        """A few rounds, a tenth of the data."""
        return cls(rounds=4, deals=10_000, many_deals=100_000, contacts=100_000, few_contacts=20_000, keys=40)
