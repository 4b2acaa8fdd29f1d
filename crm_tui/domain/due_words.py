"""Deadlines as people say them, brought to the few forms that ``due`` reads: weekdays by name, hours as 15:00."""

import re
from typing import Final

_SPELLING: Final = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'", ",": " "})
_PHRASES: Final = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\bday after tomorrow\b", "overmorrow"),
        (r"\b(?:by |до )?(?:the )?(?:end of (?:the )?day|eod|конца дня|кінця дня)\b", "today 18:00"),
        (r"\b(?:by |до )?(?:the )?(?:end of (?:the )?week|eow|конца недели|кінця тижня)\b", "fri 18:00"),
        (r"\b(?:after lunch|после обеда|після обіду)\b", "14:00"),
        (r"\bin the (morning|afternoon|evening)\b", r"\1"),
        (r"\b(?:next week|следующей неделе|наступного тижня|наступному тижні)\b", "next mon"),
        (r"\btonight\b", "today evening"),
        (r"\b(\d{1,2}(?::\d{2})?) +(?:am|утра|ранку)\b", r"\1am"),
        (r"\b(\d{1,2}(?::\d{2})?) +(?:pm|вечера|вечора)\b", r"\1pm"),
        (r"\b(?:в|о|об) +(\d{1,2}) +(?:дня)\b", r"\1pm"),
        (r"\b(?:в|во|о|об|at) +(\d|1\d|2[0-3])[.-]([0-5]\d)(?![.\d])", r"\1:\2"),
        (r"\b(\d{1,2}) *(?:o'clock|часов|часа|час|ч|година|годині|годин)(?!\w)", r"\1:00"),
        (r"\b(?:в|во|о|об|at) +(\d|1\d|2[0-3])(?![\w:.]| +(?:am|pm))", r"\1:00"),
        (r"\b(\d{1,2})(?:st|nd|rd|th|-?(?:го|е|ого))\b", r"\1"),
        (r"\b(\d{4}) *(?:года|року|г|р)(?!\w)\.?", r"\1"),
    )
)
_HOURS: Final = {
    "9:00": "morning утром утра вранці зранку ранок",
    "12:00": "noon midday полдень полудень опівдні",
    "13:00": "lunch lunchtime обед обід",
    "14:00": "afternoon днем вдень",
    "18:00": "evening вечером вечера ввечері увечері вечір",
}
_DAYS: Final = {
    "mon": "понедельника понедельнику понеділка понеділку",
    "tue": "вторника вторнику вівторка вівторку",
    "wed": "среды среде середи середі",
    "thu": "четверга четвергу",
    "fri": "пятницы пятнице п'ятниці",
    "sat": "субботы субботе суботи суботі",
    "sun": "воскресенья воскресенью неділі",
}
_NEXT: Final = "next следующий следующую следующее следующего следующей наступний наступну наступного наступної"
_IDLE: Final = "the this этот эту это этой эти цей цю цього цієї"
_SAID: Final = {
    **{word: said for said, words in (*_HOURS.items(), *_DAYS.items()) for word in words.split()},
    **dict.fromkeys(_NEXT.split(), "next"),
    **dict.fromkeys(_IDLE.split(), ""),
}


def plain(text: str) -> str:
    """A phrase in small letters, with one spelling for each thing."""
    return " ".join(text.casefold().translate(_SPELLING).split())


def normal(phrase: str) -> str:
    """A plain phrase with times of day, inflected weekdays and "next" in the forms that are read."""
    for pattern, said in _PHRASES:
        phrase = pattern.sub(said, phrase)
    return " ".join(filter(None, (_SAID.get(word, word) for word in phrase.split())))
