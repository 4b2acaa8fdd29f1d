"""The references for the import: the same rows through raw ``sqlite3`` executemany, in one transaction in WAL mode.

Run as a program of its own: STORE TARGET takes the rows that an import wrote, into the same tables with the same
indexes; FILE.csv TARGET takes the cells of the file into one bare table. It prints the CPU seconds of executemany
with its commit; reading the rows is not counted.
"""

import csv
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

TABLES = ("company", "contact", "phone", "email")
AT_A_TIME = 50_000

Row = Sequence[object]


def same_rows(store: Path, target: Path) -> float:
    """The rows of an imported store into tables made by the store's own words; CPU seconds of the inserting."""
    with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)) as origin, _target(target) as connection:
        for statement in _making(origin):
            connection.execute(statement)
        return _timed(connection, _stored(origin))


def bare_table(source: Path, target: Path) -> float:
    """The cells of a CSV into a table without any index; CPU seconds of the inserting."""
    with source.open(newline="", encoding="utf-8") as file, _target(target) as connection:
        connection.execute("CREATE TABLE contact (name, phone, email, company, city)")
        cells = csv.reader(file)
        next(cells)
        return _timed(connection, (("contact", rows) for rows in _batches(cells)))


def _target(path: Path) -> closing[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    return closing(connection)


def _making(origin: sqlite3.Connection) -> list[str]:
    """What made the tables and their indexes; the tables first."""
    wanted = ", ".join(f"'{table}'" for table in TABLES)
    found = origin.execute(
        f"SELECT sql FROM sqlite_master WHERE tbl_name IN ({wanted}) AND type IN ('table', 'index') "
        "AND sql IS NOT NULL ORDER BY type = 'index'"
    )
    return [str(sql) for (sql,) in found]


def _stored(origin: sqlite3.Connection) -> Iterator[tuple[str, list[Row]]]:
    for table in TABLES:
        for rows in _batches(origin.execute(f"SELECT * FROM {table}")):
            yield table, rows


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, AT_A_TIME)):
        yield batch


def _timed(connection: sqlite3.Connection, batches: Iterator[tuple[str, list[Row]]]) -> float:
    """Insert everything in one transaction; CPU seconds of the inserting and the commit alone."""
    spent = 0.0
    connection.execute("BEGIN")
    for table, rows in batches:
        marks = ", ".join("?" * len(rows[0]))
        started = time.process_time()
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        spent += time.process_time() - started
    started = time.process_time()
    connection.execute("COMMIT")
    return spent + time.process_time() - started


if __name__ == "__main__":
    origin_file, target_file = (Path(given).absolute() for given in sys.argv[1:3])
    taken = bare_table if origin_file.suffix == ".csv" else same_rows
    print(taken(origin_file, target_file))
