"""The feed of a deal with 100,000 events beside a bare Textual app: the keys that go through it."""

from pathlib import Path

from benchmarks import timing
from benchmarks.events import furnish
from benchmarks.figures import Measured
from benchmarks.places import BARE, board, environment
from benchmarks.plan import Plan
from benchmarks.stores import scratch
from benchmarks.timing import Target, p50, spread

_EVENTS = 100_000
_LOADED_MS = 3_000.0
# Two pages are passed first, so that every further key scrolls.
_INTO_THE_FEED = "enter,tab,pagedown*2"


def keys(plan: Plan) -> list[Measured]:
    """A cursor key and a page key, each going on through pages that are read as they come near."""
    path = scratch(plan.deals, "feed")
    furnish(path, [_EVENTS])
    bare = Target("bare", BARE, "READY", env=environment(), keys=f"x*{plan.keys // 2}")
    targets = [bare, _feed("cursor", path, f"down*{plan.keys}"), _feed("page", path, f"pagedown*{plan.keys // 2}")]
    got = timing.keys(targets, processes=2, blocks=2)
    detail: dict[str, object] = {name: spread(samples) for name, samples in got.items()}
    return [
        Measured(f"feed.{name}", p50(got[name]), p50(got["bare"]), len(got[name]), detail)
        for name in ("cursor", "page")
    ]


def _feed(name: str, path: Path, keys_pressed: str) -> Target:
    """The feed of the first deal, with the keys in it."""
    return Target(
        name, board(path), "live", env=environment(), keys=keys_pressed, setup=_INTO_THE_FEED, settle_ms=_LOADED_MS
    )
