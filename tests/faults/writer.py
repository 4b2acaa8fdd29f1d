"""A program that the kill test ends: it writes to a store at random and says what it was promised.

Started once with the store's file; each line on stdin is a seed, for which it forks a child that writes until
it is killed. ``ack SEQ DEAL STAGE TITLE`` follows each command that was answered, ``ended`` each child's end.
"""

import asyncio
import os
import random
import sys

from crm_tui.domain.clock import SystemClock
from crm_tui.domain.ids import DealId, StageId
from crm_tui.operations.base import Command, Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.deals import (
    BulkAct,
    ChangeDeals,
    CreateDeal,
    DealCard,
    DealChanges,
    EditDeal,
    ListDeals,
    MoveDeal,
    ShiftDeal,
)
from crm_tui.storage.opening import open_store


async def warm_up(path: str) -> None:
    """Make the store with a few deals in it, and load everything that writing needs."""
    store = await open_store(path, clock=SystemClock())
    for number in range(12):
        await store.do(CreateDeal(f"Deal {number}", amount=f"{number * 100},50", tags=("vip",)))
    await store.close()


async def write(path: str, seed: int) -> None:
    """Commands without end, each acknowledged when its answer is there."""
    dice = random.Random(seed)
    store = await open_store(path, clock=SystemClock())
    board = await store.ask(GetBoard())
    stages = [stage.id for stage in board.pipeline.stages[:4]]
    deals = [row.id for row in (await store.ask(ListDeals(limit=200))).rows]
    while True:
        if dice.random() < 0.1 and len(deals) > 4:
            await store.do(ChangeDeals((deals.pop(dice.randrange(len(deals))),), BulkAct(delete=True)))
            continue
        await acknowledge(store, command(dice, deals, stages), deals)


async def acknowledge(store: Store, asked: Command[DealCard], deals: list[DealId]) -> None:
    """Carry a command out and say so."""
    card = await store.do(asked)
    if card.id not in deals:
        deals.append(card.id)
    say(f"ack {card.seq} {card.id} {card.stage_id} {card.title}")


def say(line: str) -> None:
    """Write a line in one piece: a kill comes before it or after it, even where Python does not buffer its output."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def command(dice: random.Random, deals: list[DealId], stages: list[StageId]) -> Command[DealCard]:
    """One of the things that a manager does all day."""
    deal, word = dice.choice(deals), f"Deal {dice.randrange(10**6)}"
    return dice.choice(
        [
            CreateDeal(word, amount=str(dice.randrange(10**6)), stage_id=dice.choice(stages)),
            EditDeal(deal, DealChanges(title=word, amount=str(dice.randrange(10**6)))),
            MoveDeal(deal, dice.choice(stages)),
            ShiftDeal(deal, dice.choice([-2, -1, 1, 2])),
        ]
    )


def main(path: str) -> None:
    """A fresh child for every line that is read."""
    asyncio.run(warm_up(path))
    say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            asyncio.run(write(path, int(line)))
        say(f"child {child}")
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    main(sys.argv[1])
