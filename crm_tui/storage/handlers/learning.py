"""Learning from the base itself what each piece of evidence weighs."""

import random
from dataclasses import dataclass
from typing import Final

from crm_tui.domain.matching.base_learning import learn_from_people
from crm_tui.domain.matching.learning import Learning
from crm_tui.domain.matching.profile import Profile
from crm_tui.operations.matching import Learnt, LearnWeights
from crm_tui.storage import match_pairs, match_scan, match_weights, records
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.context import Context, handles, prepares
from crm_tui.storage.tables import Setting

_PAIRS: Final = 20_000
_STRANGERS: Final = 5_000
_SEED: Final = 1


@dataclass(frozen=True, slots=True)
class _Lesson:
    pairs: int
    learning: Learning


@prepares(LearnWeights)
def look_at_pairs(context: Context, command: LearnWeights) -> _Lesson:
    """What pairs that share rare keys teach, beside pairs drawn blindly."""
    rows, chance = records.rows_of(context), random.Random(_SEED)
    found = match_pairs.collect(rows)
    chosen = match_pairs.in_sight(rows, chance.sample(found, min(len(found), _PAIRS)))
    pairs, strangers = list(chosen.values()), _strangers(rows, chance)
    around = match_pairs.surroundings(rows, [*pairs, *strangers])
    return _Lesson(len(pairs), learn_from_people(pairs, strangers, around))


def _strangers(rows: Rows, chance: random.Random) -> list[tuple[Profile, Profile]]:
    newest = match_scan.last(rows)
    drawn = [chance.randint(1, newest) for _ in range(2 * _STRANGERS)] if newest > 1 else []
    people = list(match_pairs.read_profiles(rows, set(drawn)).values())
    chance.shuffle(people)
    return list(zip(people[::2], people[1::2], strict=False))


@handles(LearnWeights)
def learn_weights(context: Context, command: LearnWeights) -> Learnt:
    """The weights that were learnt, in force from now on."""
    lesson: _Lesson = context.prepared
    text = match_weights.written(lesson.learning.weights)
    setting = context.session.get(Setting, match_weights.SETTING) or Setting(key=match_weights.SETTING, value=text)
    setting.value, setting.deleted_at = text, None
    context.session.add(setting)
    return Learnt(lesson.pairs, lesson.learning.rounds, lesson.learning.moved)
