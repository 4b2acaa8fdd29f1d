"""What each piece of evidence says to a person: "same phone", "Саша is short for Александр", "another town"."""

from typing import Final

from crm_tui.domain.matching.reasons import Evidence, Reason
from crm_tui.i18n import N_, _
from crm_tui.widgets.plain import one_line

_LONGEST: Final = 24
"""Cells of a name inside a reason."""

_PLAIN: Final = {
    Evidence.SAME_PHONE: N_("same phone"),
    Evidence.SHARED_PHONE: N_("a phone that several share"),
    Evidence.LAST_SEVEN: N_("last seven digits of the phone"),
    Evidence.PHONE_ONE_OFF: N_("phone one digit off"),
    Evidence.OTHER_PHONE: N_("other phone"),
    Evidence.SAME_EMAIL: N_("same e-mail"),
    Evidence.SHARED_EMAIL: N_("an e-mail that several share"),
    Evidence.SAME_LOCAL_PART: N_("e-mail the same before the @"),
    Evidence.EMAIL_ONE_OFF: N_("e-mail one letter off"),
    Evidence.OTHER_EMAIL: N_("other e-mail"),
    Evidence.SAME_NAME: N_("same name"),
    Evidence.SAME_SURNAME: N_("same surname"),
    Evidence.SAME_GIVEN_NAME: N_("same first name"),
    Evidence.SAME_PATRONYMIC: N_("same patronymic"),
    Evidence.SWAPPED_ORDER: N_("names in the other order"),
    Evidence.RARE_NAME: N_("rare name"),
    Evidence.COMMON_NAME: N_("common name"),
    Evidence.OTHER_SURNAME: N_("other surname"),
    Evidence.OTHER_GIVEN_NAME: N_("other first name"),
    Evidence.OTHER_PATRONYMIC: N_("other patronymic"),
    Evidence.SAME_TOWN: N_("same town"),
    Evidence.OTHER_TOWN: N_("another town"),
}
# Those that name both sides, where both are known, and how they are called where they are not.
_OF_TWO: Final = {
    Evidence.SHORT_NAME: (N_("%(short)s is short for %(long)s"), N_("short form of the name")),
    Evidence.OTHER_SPELLING: (N_("%(mine)s is %(theirs)s in another spelling"), N_("another spelling")),
    Evidence.OTHER_SCRIPT: (N_("%(mine)s is %(theirs)s in other letters"), N_("in other letters")),
    Evidence.OTHER_GENDER_FORM: (N_("%(mine)s and %(theirs)s are one surname"), N_("surname in its other form")),
    Evidence.KEYBOARD_LAYOUT: (N_("%(mine)s is %(theirs)s on another keyboard"), N_("typed on another keyboard")),
    Evidence.SOUNDS_ALIKE: (N_("%(mine)s sounds like %(theirs)s"), N_("sounds alike")),
    Evidence.SURNAME_ONE_OFF: (N_("surname one letter off: %(theirs)s"), N_("surname one letter off")),
    Evidence.GIVEN_NAME_ONE_OFF: (N_("first name one letter off: %(theirs)s"), N_("first name one letter off")),
    Evidence.INITIAL: (N_("%(short)s may be %(long)s"), N_("initial fits")),
}


def reason_words(reason: Reason) -> str:
    """The reason in words, the two names as they stand on either side."""
    if reason.evidence in _PLAIN:
        return _(_PLAIN[reason.evidence])
    named, unnamed = _OF_TWO[reason.evidence]
    mine, theirs = one_line(reason.mine, _LONGEST), one_line(reason.theirs, _LONGEST)
    if not mine or not theirs:
        return _(unnamed)
    short, long = sorted((mine, theirs), key=len)
    return _(named) % {"mine": mine, "theirs": theirs, "short": short, "long": long}
