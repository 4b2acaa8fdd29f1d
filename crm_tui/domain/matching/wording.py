"""The evidence in the words of whoever reads it."""

from typing import Final

from crm_tui.domain.matching.canonical import canonical
from crm_tui.domain.matching.nicknames import is_short_for
from crm_tui.domain.matching.reasons import Evidence, Reason
from crm_tui.i18n import N_, _

_WORDS: Final = {
    Evidence.SAME_PHONE: N_("same phone"),
    Evidence.SHARED_PHONE: N_("same phone, which others have too"),
    Evidence.LAST_SEVEN: N_("the phone ends alike: %(theirs)s"),
    Evidence.PHONE_ONE_OFF: N_("phone one digit off: %(theirs)s"),
    Evidence.OTHER_PHONE: N_("another phone"),
    Evidence.SAME_EMAIL: N_("same e-mail"),
    Evidence.SHARED_EMAIL: N_("same e-mail, which others have too"),
    Evidence.SAME_LOCAL_PART: N_("same e-mail name at another provider: %(theirs)s"),
    Evidence.EMAIL_ONE_OFF: N_("e-mail one character off: %(theirs)s"),
    Evidence.OTHER_EMAIL: N_("another e-mail"),
    Evidence.SAME_NAME: N_("same name"),
    Evidence.SAME_SURNAME: N_("same surname"),
    Evidence.SAME_GIVEN_NAME: N_("same first name"),
    Evidence.SAME_PATRONYMIC: N_("same patronymic"),
    Evidence.SHORT_NAME: N_("%(mine)s and %(theirs)s are short for one name"),
    Evidence.OTHER_SPELLING: N_("%(mine)s and %(theirs)s are one name"),
    Evidence.OTHER_SCRIPT: N_("%(mine)s is %(theirs)s in other letters"),
    Evidence.OTHER_GENDER_FORM: N_("%(mine)s and %(theirs)s are one surname, a man's and a woman's"),
    Evidence.KEYBOARD_LAYOUT: N_("%(mine)s is %(theirs)s in the other keyboard layout"),
    Evidence.SOUNDS_ALIKE: N_("%(mine)s and %(theirs)s sound alike"),
    Evidence.SURNAME_ONE_OFF: N_("surname one letter off: %(theirs)s"),
    Evidence.GIVEN_NAME_ONE_OFF: N_("first name one letter off: %(theirs)s"),
    Evidence.INITIAL: N_("%(mine)s and %(theirs)s begin alike"),
    Evidence.SWAPPED_ORDER: N_("first name and surname swapped"),
    Evidence.RARE_NAME: N_("a rare name here"),
    Evidence.COMMON_NAME: N_("a common name here"),
    Evidence.OTHER_SURNAME: N_("another surname: %(theirs)s"),
    Evidence.OTHER_GIVEN_NAME: N_("another first name: %(theirs)s"),
    Evidence.OTHER_PATRONYMIC: N_("another patronymic: %(theirs)s"),
    Evidence.SAME_TOWN: N_("same town"),
    Evidence.OTHER_TOWN: N_("another town: %(theirs)s"),
}
_SHORT_FOR = N_("%(mine)s is short for %(theirs)s")
_IN_FULL = N_("%(theirs)s is short for %(mine)s")


def said(reason: Reason) -> str:
    """A piece of evidence as a person says it, in the language in force: "Саша is short for Александр"."""
    message = _short_name(reason) if reason.evidence is Evidence.SHORT_NAME else _WORDS[reason.evidence]
    return _(message) % {"mine": reason.mine, "theirs": reason.theirs}


def _short_name(reason: Reason) -> str:
    mine, theirs = canonical(reason.mine), canonical(reason.theirs)
    if is_short_for(mine, theirs):
        return _SHORT_FOR
    return _IN_FULL if is_short_for(theirs, mine) else _WORDS[Evidence.SHORT_NAME]
