"""A field of the cards in one form (S1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from textual import on
from textual.widget import Widget

from crm_tui.domain.fields import FieldKind as Kind
from crm_tui.domain.ids import GroupId, PipelineId
from crm_tui.i18n import N_, _
from crm_tui.screens.dialogs import checks
from crm_tui.screens.dialogs.form_dialog import FormDialog
from crm_tui.screens.settings.field_draft import FieldDraft
from crm_tui.screens.settings.words import KINDS
from crm_tui.widgets.field_form import Choice, FieldForm, FieldKind, FormField

CHOSEN: Final = frozenset({Kind.CHOICE, Kind.CHOICES})
_RULES: Final = {
    "required": N_("required: it cannot be left empty"),
    "distinct": N_("unique: no two records have the same value"),
    "indexed": N_("quick to filter: for fields that lists are filtered by"),
}
_APART = "/"


@dataclass(frozen=True, slots=True)
class Places:
    """Where a field can stand, each with its name, and the pipelines whose deals can have it; contacts have none."""

    places: tuple[tuple[str, GroupId | None, str], ...]
    pipelines: tuple[tuple[PipelineId, str], ...] = ()


class FieldDialog(FormDialog[FieldDraft]):
    """All that can be said of a field; ``kinds`` says whether its kind can still be chosen."""

    keys = (("ctrl+s", N_("save")), ("tab", N_("next field")), ("space", N_("tick")), ("esc", N_("back")))

    def __init__(
        self,
        title: str,
        draft: FieldDraft,
        places: Places,
        *,
        kinds: bool,
        typed: Mapping[str, str] | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(typed)
        self.title_text = title
        self._draft = draft
        self._places = places
        self._kinds = kinds
        self._faults = faults

    def body(self) -> Iterable[Widget]:
        """The form."""
        yield FieldForm(self.begun(self._fields()), self._faults)

    def answer(self) -> FieldDraft | None:
        """The field, once nothing is wrong with it."""
        form = self.query_one(FieldForm)
        if not form.check():
            return None
        values = form.values
        tab, _apart, group = values["place"].partition(_APART)
        rules = values["rules"].splitlines()
        return FieldDraft(
            name=" ".join(values["name"].split()),
            kind=Kind(values.get("kind", self._draft.kind)),
            tab=tab,
            group_id=GroupId(group) if group else None,
            options=tuple(filter(None, (line.strip() for line in values.get("options", "").splitlines()))),
            required="required" in rules,
            distinct="distinct" in rules,
            default=values["default"],
            pipelines=tuple(PipelineId(one) for one in values.get("pipelines", "").splitlines()),
            indexed="indexed" in rules,
        )

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    @on(FieldForm.Edited)
    def _edited(self, event: FieldForm.Edited) -> None:
        if event.name == "kind":
            self.query_one(FieldForm).show("options", Kind(event.value) in CHOSEN)

    def _fields(self) -> list[FormField]:
        draft = self._draft
        fields = [
            FormField("name", _("Name"), draft.name, check=checks.required(_("Type a name."))),
            self._kind(),
            self._options(),
            self._place(),
            self._rules(),
            FormField("default", _("Begins as"), draft.default, placeholder=_("what a new card has; may stay empty")),
            self._of_pipelines(),
        ]
        return [field for field in fields if field.name != "kind" or self._kinds]

    def _kind(self) -> FormField:
        choices = tuple(Choice(kind.value, _(word)) for kind, word in KINDS.items())
        return FormField("kind", _("Kind"), self._draft.kind.value, FieldKind.CHOICE, choices)

    def _options(self) -> FormField:
        kind = Kind(self._before.get("kind", self._draft.kind))
        return FormField(
            "options",
            _("Answers, a line each"),
            "\n".join(self._draft.options),
            FieldKind.LONG,
            check=checks.required(_("Type at least one answer.")),
            hidden=kind not in CHOSEN,
        )

    def _place(self) -> FormField:
        here = _place_id(self._draft.tab, self._draft.group_id)
        choices = tuple(Choice(_place_id(tab, group), name) for tab, group, name in self._places.places)
        return FormField("place", _("Stands on"), here, FieldKind.CHOICE, choices)

    def _rules(self) -> FormField:
        on_now = [rule for rule in _RULES if getattr(self._draft, rule)]
        choices = tuple(Choice(rule, _(words)) for rule, words in _RULES.items())
        return FormField("rules", _("Rules"), "\n".join(on_now), FieldKind.TICKS, choices)

    def _of_pipelines(self) -> FormField:
        choices = tuple(Choice(one, name) for one, name in self._places.pipelines)
        field = FormField("pipelines", _("Only for deals of"), "\n".join(self._draft.pipelines), FieldKind.TICKS)
        return replace(field, choices=choices, hidden=len(choices) < 2)


def _place_id(tab: str, group_id: GroupId | None) -> str:
    return f"{tab}{_APART}{group_id or ''}"
