"""How long a remote store waits for its server, and how it tries again."""

import random
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Times in seconds.

    ``connect`` and ``answer`` bound one try, ``total`` all tries of a request together, ``away`` those that find nobody
    at all. A streamed command may take ``stream``, one with a document ``document``. A feed gives up after ``feed``;
    ``silence`` is how long its stream may say nothing at all.
    """

    connect: float = 3.0
    answer: float = 5.0
    total: float = 20.0
    away: float = 3.0
    stream: float = 900.0
    document: float = 180.0
    feed: float = 3.0
    silence: float = 40.0
    first_pause: float = 0.1
    longest_pause: float = 2.0

    def pauses(self) -> Iterator[float]:
        """Growing pauses, each up to half shorter than it might be, so that many callers do not come back at once."""
        pause = self.first_pause
        while True:
            yield pause * random.uniform(0.5, 1.0)
            pause = min(pause * 2, self.longest_pause)


PATIENCE = Patience()
