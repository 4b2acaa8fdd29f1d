"""A new deal in full (P10, D2)."""

import re
from collections.abc import Iterable, Mapping

from textual import on
from textual.suggester import Suggester
from textual.widget import Widget

from crm_tui.domain.ids import StageId, UserId
from crm_tui.domain.quick_add import QuickDeal
from crm_tui.i18n import N_, _
from crm_tui.operations.board import StageInfo
from crm_tui.operations.deals import CreateDeal, NewPerson
from crm_tui.operations.values import Tag, User
from crm_tui.screens.dialogs import checks
from crm_tui.screens.dialogs.form_dialog import FormDialog
from crm_tui.widgets.field_form import Choice, FieldForm, FieldKind, FormField
from crm_tui.widgets.plain import folded
from crm_tui.widgets.wording import read_emails, read_phones

_NOBODY = ""
_TAG_MARKS = re.compile(r"[#,;]")


class TagSuggester(Suggester):
    """Completes the last tag of a line of tags; the right arrow takes it."""

    def __init__(self, tags: Iterable[Tag]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = [tag.name for tag in tags]

    async def get_suggestion(self, value: str) -> str | None:
        """The line with its last tag completed."""
        begun = _TAG_MARKS.split(value)[-1].lstrip()
        if not begun:
            return None
        name = next((name for name in self._names if folded(name).startswith(folded(begun))), None)
        return f"{value}{name[len(begun) :]}" if name else None


class DealFormDialog(FormDialog[CreateDeal]):
    """Every field of a new deal; a contact without a name is refused beside the field.

    ``me`` is the user who becomes responsible unless another is chosen, ``faults`` what the store refused.
    """

    keys = (("ctrl+s", N_("make the deal")), ("tab", N_("next field")), ("esc", N_("back")))

    def __init__(
        self,
        initial: QuickDeal | None,
        stages: tuple[StageInfo, ...],
        users: tuple[User, ...],
        tags: tuple[Tag, ...],
        *,
        currency: str,
        region: str,
        stage_id: StageId | None = None,
        me: UserId | None = None,
        faults: Mapping[str, str] | None = None,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(typed)
        self.title_text = _("New deal")
        self._initial = initial or QuickDeal("", "")
        self._stages, self._users, self._tags = stages, users, tags
        self._currency, self._region = currency, region
        self._stage_id, self._me = stage_id, me
        self._faults = faults

    def body(self) -> Iterable[Widget]:
        """The form."""
        yield FieldForm(self.begun([*self._lines(), *self._choices()]), self._faults)

    def answer(self) -> CreateDeal | None:
        """The command that makes the deal."""
        form = self.query_one(FieldForm)
        checked, named = form.check(), self._named(form)
        if not (checked and named):
            return None
        values = form.values
        return CreateDeal(
            values["title"] or values["name"],
            self._contact(values),
            values["amount"],
            StageId(values["stage"]) if values["stage"] else None,
            tuple(dict.fromkeys(tag for part in _TAG_MARKS.split(values["tags"]) if (tag := part.strip()))),
            UserId(values["responsible"]) if values["responsible"] else None,
            values["description"],
        )

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    def _named(self, form: FieldForm) -> bool:
        values = form.values
        if not values["name"] and (values["phones"] or values["emails"]):
            form.fail("name", _("A contact in a deal always has a name."))
            return False
        if not values["name"] and not values["title"]:
            form.fail("title", _("Type a title or a contact's name."))
            return False
        return True

    def _contact(self, values: Mapping[str, str]) -> NewPerson | None:
        if not values["name"]:
            return None
        return NewPerson(values["name"], read_phones(values["phones"], self._region), read_emails(values["emails"]))

    def _lines(self) -> list[FormField]:
        deal = self._initial
        several = _("several with ; between them")
        amount = checks.amount(self._currency)
        return [
            FormField("title", _("Title"), deal.title if deal.title != deal.name else ""),
            FormField("name", _("Contact"), deal.name),
            FormField("phones", _("Phones"), "; ".join(deal.phones), placeholder=several),
            FormField(
                "emails", _("E-mails"), "; ".join(deal.emails), placeholder=several, check=checks.optional(checks.email)
            ),
            FormField("amount", _("Budget, %(currency)s") % {"currency": self._currency}, deal.amount, check=amount),
            FormField("tags", _("Tags"), "; ".join(deal.tags), placeholder=several, suggester=TagSuggester(self._tags)),
            FormField("description", _("Description"), kind=FieldKind.LONG),
        ]

    def _choices(self) -> list[FormField]:
        users = (*(Choice(user.id, user.name) for user in self._users), Choice(_NOBODY, _("Nobody")))
        stages = tuple(Choice(stage.id, stage.name) for stage in self._stages)
        return [
            FormField("responsible", _("Responsible"), self._me or _NOBODY, FieldKind.CHOICE, users),
            FormField("stage", _("Stage"), self._stage_id or "", FieldKind.CHOICE, stages),
        ]
