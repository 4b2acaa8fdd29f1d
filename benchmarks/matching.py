"""Matching: how well people are told, on labelled sets, and how quickly similar ones are found, beside named peers."""

import asyncio
import csv
import json
import sqlite3
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from benchmarks import febrl
from benchmarks.febrl import Quality
from benchmarks.figures import Measured
from benchmarks.labelled.memory import Memory
from benchmarks.labelled.people import Someone, base
from benchmarks.labelled.questions import Question, negatives, positives
from benchmarks.places import BIN, HOME, child_environment
from benchmarks.plan import Plan
from benchmarks.stores import forget
from benchmarks.timing import p50
from crm_tui.domain import phones
from crm_tui.domain.clock import SystemClock
from crm_tui.domain.matching.profile import Profile, profile
from crm_tui.domain.matching.reasons import Band
from crm_tui.operations.matching import FindSimilar
from crm_tui.operations.values import Email, Phone
from crm_tui.storage.opening import open_store

_PEERS = ("recordlinkage==0.16", "splink==5.0.0")
_PLACE = HOME / "peers-venv"
_BASE = 20_000
_QUESTIONS = 2_000
_LOOKUPS = 300


def multilingual(plan: Plan) -> list[Measured]:
    """Recall and wrong verdicts on people in three languages, who are found in memory by the store's own keys."""
    people = base(_BASE, seed=31)
    memory = Memory(profile(one.written, one.phones, one.emails, one.town) for one in people)
    asked = positives(people, _QUESTIONS, seed=32)
    found = [[place for place, _match in memory.similar(_known(each))] for each in asked]
    first = sum(places[:1] == [each.answer] for places, each in zip(found, asked, strict=True))
    among = sum(each.answer in places for places, each in zip(found, asked, strict=True))
    others = negatives(people, _QUESTIONS, seed=33)
    wrong = sum(any(match.band is Band.SAME for _, match in memory.similar(_known(each))) for each in others)
    return [
        Measured("match.recall5", among / len(asked), None, len(asked)),
        Measured("match.recall1", first / len(asked), None, len(asked)),
        Measured("match.same", wrong / len(others), None, len(others)),
    ]


def of_febrl(plan: Plan) -> list[Measured]:
    """F1 of the pairs told on FEBRL's files, nobody told who is who; the peers' in the same table."""
    peers = json.loads(_peers())
    measured = []
    for number in (4, 3):
        ours = febrl.quality(febrl.dataset(Path(peers["folder"]), number))
        theirs = {name: Quality(*numbers) for name, numbers in peers["told"][str(number)].items()}
        print(f"# FEBRL{number}\n{febrl.described([('ours', ours), *theirs.items()])}", file=sys.stderr)
        best = max(each.f1 for each in theirs.values())
        detail: dict[str, object] = {name: each.f1 for name, each in theirs.items()}
        measured.append(Measured(f"match.febrl{number}", ours.f1, best, 1, detail))
    return measured


def lookups(plan: Plan) -> list[Measured]:
    """Similar people through the door of a store, beside FTS5's trigrams ordered by bm25 on the same rows."""
    many, few = base(plan.contacts, seed=41), base(plan.few_contacts, seed=41)
    ours, small = (asyncio.run(_ask(_store(people), _some(people))) for people in (many, few))
    theirs = _trigrams(many, _some(many)[: _LOOKUPS // 5])
    tails = {"p99": sorted(ours)[int(len(ours) * 0.99)], "p50 at few": p50(small)}
    return [
        Measured("match.lookup", p50(ours), p50(theirs), len(ours), dict(tails)),
        Measured("match.growth", p50(ours), p50(small), len(ours), dict(tails)),
    ]


def _some(people: Sequence[Someone]) -> list[Question]:
    return positives(people, _LOOKUPS, seed=42)


def _known(question: Question) -> Profile:
    numbers = (phones.read(typed, question.region).e164 or typed for typed in question.phones)
    return profile(question.name, numbers, question.emails)


@cache
def _peers() -> str:
    """What the peers say of FEBRL's files, from an environment of their own that is made on first use."""
    python = _PLACE / "bin" / "python"
    if not python.exists():
        print(f"# installing {', '.join(_PEERS)}", file=sys.stderr, flush=True)
        venv.create(_PLACE, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *_PEERS], check=True)
    program = [str(python), str(Path(__file__).with_name("febrl_peers.py"))]
    done = subprocess.run(program, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()[-1]


def _store(people: Sequence[Someone]) -> Path:
    """A store with these people, filled by the program's own import."""
    path, source = HOME / f"match-{len(people)}.db", HOME / f"match-{len(people)}.csv"
    if not path.exists():
        HOME.mkdir(exist_ok=True)
        with source.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("id", "name", "phone", "email", "city"))
            for number, one in enumerate(people):
                rows.writerow(
                    (number, one.written, *(" ".join(each[:1]) for each in (one.phones, one.emails)), one.town)
                )
        growing = path.with_name(f"growing-{path.name}")
        forget(growing)
        command = [str(BIN / "crm-tui"), "import", str(source), "--as", "contacts", "--region", "RU"]
        subprocess.run(
            [*command, "--store", str(growing)], check=True, env=child_environment(), stdout=subprocess.DEVNULL
        )
        growing.rename(path)
    return path


async def _ask(path: Path, questions: Sequence[Question]) -> list[float]:
    """Milliseconds of each question, after a few that warm up."""
    store = await open_store(str(path), clock=SystemClock(), create=False)
    try:
        taken = []
        for question in [*questions[:20], *questions]:
            began = time.perf_counter()
            await store.ask(_question(question))
            taken.append((time.perf_counter() - began) * 1_000)
        return taken[20:]
    finally:
        await store.close()


def _question(question: Question) -> FindSimilar:
    numbers = ((typed, phones.read(typed, question.region).e164) for typed in question.phones)
    return FindSimilar(
        question.name,
        phones=tuple(Phone(typed, "", e164, None) for typed, e164 in numbers),
        emails=tuple(Email(address, "") for address in question.emails),
    )


def _trigrams(people: Sequence[Someone], questions: Sequence[Question]) -> list[float]:
    """Milliseconds of each question to FTS5: any of the trigrams, the five best by bm25."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE person USING fts5(said, tokenize='trigram', detail='full')")
        rows = ((" ".join((one.written, *one.phones, *one.emails)),) for one in people)
        connection.executemany("INSERT INTO person VALUES (?)", rows)
        return [_matched(connection, question) for question in questions]


def _matched(connection: sqlite3.Connection, question: Question) -> float:
    began = time.perf_counter()
    text = " ".join((question.name, *question.phones, *question.emails)).lower()
    grams = sorted({text[at : at + 3].replace('"', "") for at in range(len(text) - 2)} - {""})
    any_of = " OR ".join(f'"{gram}"' for gram in grams if len(gram) == 3)
    sql = "SELECT rowid FROM person WHERE person MATCH ? ORDER BY bm25(person) LIMIT 5"
    connection.execute(sql, (any_of,)).fetchall()
    return (time.perf_counter() - began) * 1_000
