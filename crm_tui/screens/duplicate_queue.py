"""Pairs that wait for somebody to say whether they are one person, best first, and the one that is looked at."""

from collections.abc import Callable, Sequence

from crm_tui.domain.ids import ContactId
from crm_tui.operations.matching import DuplicatePair

Key = tuple[ContactId, ContactId]
Gone = Callable[[DuplicatePair], bool]


def key_of(pair: DuplicatePair) -> Key:
    """What a pair is known by."""
    return pair.first.id, pair.second.id


class DuplicateQueue:
    """What was skipped does not come again in this sitting; what was decided can be put back."""

    def __init__(self) -> None:
        self._pairs: list[DuplicatePair] = []
        self._at = 0
        self._skipped: set[Key] = set()
        self._decided: list[DuplicatePair] = []
        self.more = False

    @property
    def pair(self) -> DuplicatePair | None:
        """The pair that is looked at; None where none waits."""
        return self._pairs[self._at] if self._pairs else None

    @property
    def following(self) -> DuplicatePair | None:
        """The pair that is likely to come next."""
        return self._pairs[(self._at + 1) % len(self._pairs)] if len(self._pairs) > 1 else None

    @property
    def place(self) -> int:
        """Which one of those that wait is looked at, from one."""
        return self._at + 1

    @property
    def waiting(self) -> int:
        """How many are known to wait."""
        return len(self._pairs)

    @property
    def skipped(self) -> int:
        """How many were skipped."""
        return len(self._skipped)

    def take(self, pairs: Sequence[DuplicatePair], *, complete: bool) -> None:
        """The best pairs as they were just read; the one that is looked at stays where it may still be one."""
        looked_at = self.pair
        self.more = not complete
        self._pairs = [pair for pair in pairs if key_of(pair) not in self._skipped]
        keys = [key_of(pair) for pair in self._pairs]
        if looked_at is not None and key_of(looked_at) in keys:
            self._at = keys.index(key_of(looked_at))
        elif looked_at is not None and not complete:
            self._pairs.insert(0, looked_at)
            self._at = 0
        else:
            self._at = min(self._at, max(0, len(self._pairs) - 1))

    def step(self, by: int) -> bool:
        """Look at the next or the previous one, round and round; False where there is no other."""
        if len(self._pairs) < 2:
            return False
        self._at = (self._at + by) % len(self._pairs)
        return True

    def skip(self) -> None:
        """Put the one that is looked at aside."""
        pair = self.pair
        if pair is not None:
            self._skipped.add(key_of(pair))
            self._without(lambda one: key_of(one) == key_of(pair))

    def decide(self, pair: DuplicatePair, gone: ContactId | None = None) -> None:
        """A pair is decided; where one of the two is ``gone``, so are all other pairs with them."""
        self._decided.append(pair)
        self._without(lambda one: key_of(one) == key_of(pair) or gone in key_of(one))

    def put_back(self) -> None:
        """Look again at the pair that was decided last."""
        if self._decided:
            self._pairs.insert(self._at, self._decided.pop())

    def begin_again(self) -> None:
        """Bring back what was skipped."""
        self._skipped.clear()

    def _without(self, gone: Gone) -> None:
        before = sum(not gone(pair) for pair in self._pairs[: self._at])
        self._pairs = [pair for pair in self._pairs if not gone(pair)]
        self._at = before if before < len(self._pairs) else 0
