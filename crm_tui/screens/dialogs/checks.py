"""What is wrong with a text in a form, in words; "" where nothing is."""

from collections.abc import Callable

from crm_tui.domain import emails, money
from crm_tui.i18n import _
from crm_tui.widgets.wording import read_emails, read_phones

Check = Callable[[str], str]


def required(sentence: str) -> Check:
    """A field that may not be left empty."""
    return lambda text: "" if text else sentence


def amount(currency: str, *, needed: bool = False) -> Check:
    """Digits, blanks and one decimal mark (D6)."""

    def check(text: str) -> str:
        if not text:
            return _("Type an amount.") if needed else ""
        try:
            money.parse(text, currency)
        except money.TooLarge:
            return _("Too large; look for a digit too many.")
        except money.TooManyDecimals:
            return _("More decimals than %(currency)s has; round it.") % {"currency": currency}
        except money.BadAmount:
            return _("Digits, spaces and one comma or point only, such as 50 000,00.")
        return ""

    return check


def phones(region: str) -> Check:
    """A line of phones of which at least one holds digits; an impossible number is taken as typed (D5)."""

    def check(text: str) -> str:
        if not text:
            return _("Type a phone.")
        readable = any(character.isdigit() for phone in read_phones(text, region) for character in phone.typed)
        return "" if readable else _("A phone has digits.")

    return check


def email(text: str) -> str:
    """A line of e-mail addresses that can all work."""
    if not text:
        return _("Type an e-mail.")
    problems = [problem for point in read_emails(text) if (problem := emails.read(point.typed)[1])]
    return _("%(problem)s; an e-mail looks like name@example.com.") % {"problem": _(problems[0])} if problems else ""


def optional(check: Check) -> Check:
    """The same check, for a field that may stay empty."""
    return lambda text: check(text) if text else ""
