"""What a person is told who mistyped a command: one sentence in the person's language, and where help is."""

from enum import Enum
from inspect import isclass
from typing import Any, get_args

from typer._click.exceptions import BadOptionUsage, BadParameter, MissingParameter, NoSuchOption, UsageError

from crm_tui.i18n import N_, _

_WORDS_TOO_MANY = "Got unexpected extra argument(s) ("
_MEANT = " Did you mean "
_NUMBERS = {
    "int_parsing": N_("%(what)s takes a whole number, not “%(value)s”."),
    "int_from_float": N_("%(what)s takes a whole number, not “%(value)s”."),
    "int_parsing_size": N_("%(what)s takes a smaller number."),
    "greater_than_equal": N_("%(what)s takes a number from %(ge)s up, not “%(value)s”."),
    "less_than_equal": N_("%(what)s takes a number up to %(le)s, not “%(value)s”."),
}


def usage_sentence(error: UsageError) -> str:
    """What was not understood, and where help is."""
    path = error.ctx.command_path if error.ctx else "crm-tui"
    return _("%(problem)s Help: %(command)s --help") % {"problem": _problem(error), "command": path}


def _problem(error: UsageError) -> str:
    if isinstance(error, MissingParameter) and error.param is not None:
        return _("%(what)s is missing.") % {"what": error.param.get_error_hint()}
    if isinstance(error, NoSuchOption):
        return _("There is no option %(option)s here.") % {"option": error.option_name}
    if isinstance(error, BadOptionUsage):
        return _value_or_none(error) % {"option": error.option_name}
    if isinstance(error, BadParameter) and error.param is not None:
        return _bad_value(error, error.param)
    return _words(error.format_message())


def _value_or_none(error: BadOptionUsage) -> str:
    takes_none = "does not take" in error.message
    return _("%(option)s takes no value.") if takes_none else _("%(option)s needs a value after it.")


def _bad_value(error: BadParameter, param: Any) -> str:
    """A value that its option does not take, by what the parser's own check found."""
    what = param.get_error_hint()
    fault = _fault(error)
    value = fault.get("input", "")
    if sentence := _NUMBERS.get(fault.get("type", "")):
        return _(sentence) % {"what": what, "value": value, **fault.get("ctx", {})}
    if fault and (choices := _choices(param.type_descriptor.annotation)):
        sentence = _("%(what)s takes one of these, not “%(value)s”: %(choices)s.")
        return sentence % {"what": what, "value": value, "choices": ", ".join(choices)}
    reason = error.message.removeprefix("Value error, ").rstrip(".")
    return _("%(what)s cannot take that value: %(reason)s.") % {"what": what, "reason": reason}


def _fault(error: BadParameter) -> dict[str, Any]:
    """What the parser's validation says of the value; nothing where the program itself has refused it."""
    from pydantic import ValidationError

    cause = error.__cause__
    return dict(cause.errors()[0]) if isinstance(cause, ValidationError) else {}


def _choices(annotation: Any) -> list[str]:
    """What an enumeration, or an optional one, can be."""
    kinds = [kind for kind in (annotation, *get_args(annotation)) if isclass(kind) and issubclass(kind, Enum)]
    return [str(member.value) for kind in kinds for member in kind]


def _words(message: str) -> str:
    """The parser's sentences about words that stand where none should."""
    if message.startswith(_WORDS_TOO_MANY):
        return _("There are words too many: %(words)s.") % {"words": message[len(_WORDS_TOO_MANY) : -1]}
    problem, meant, names = message.partition(_MEANT)
    if meant:
        return _("%(problem)s Did you mean %(names)s?") % {"problem": problem, "names": names.rstrip("?")}
    return message if message.endswith((".", "?")) else f"{message}."
