"""Templates, and the documents that are made from them on a deal."""

from hashlib import sha256
from typing import NamedTuple

from sqlmodel import col, select

from crm_tui.domain.ids import TemplateId, new_id
from crm_tui.i18n import N_
from crm_tui.operations.documents import (
    AddTemplate,
    DocumentInfo,
    ListTemplates,
    MakeDocument,
    RemoveTemplate,
    TemplateInfo,
)
from crm_tui.operations.errors import DocumentDamaged, DocumentVanished, NameTaken, NotFound
from crm_tui.papers import built_in
from crm_tui.papers.media_types import TEXT, media_type
from crm_tui.storage import paper_values, records
from crm_tui.storage.context import Context, from_ms, handles, prepares
from crm_tui.storage.handlers.documents import attach, check_size, clean_name
from crm_tui.storage.tables import Template


@handles(ListTemplates)
def list_templates(context: Context, query: ListTemplates) -> tuple[TemplateInfo, ...]:
    """The base's own templates; those that come with the program where it has none."""
    own = sorted(_live(context), key=lambda template: template.name.casefold())
    if own:
        return tuple(map(_info, own))
    return tuple(_built_in(each) for each in built_in.ids(paper_values.language_of(context)))


@prepares(AddTemplate)
def try_template(context: Context, command: AddTemplate) -> str:
    """Try a template out; its kind."""
    from crm_tui.papers.making import try_out

    name = _new_name(context, command)
    check_size(context, command.data)
    told = media_type(command.data)
    try_out(name, told, command.data)
    return told


@handles(AddTemplate)
def add_template(context: Context, command: AddTemplate) -> TemplateInfo:
    """A template that has been tried out."""
    name, told = _new_name(context, command), context.prepared
    template = Template(
        id=new_id(context.now),
        name=name,
        media_type=told,
        size=len(command.data),
        sha256=sha256(command.data).hexdigest(),
        at=context.now,
    )
    context.vault.put(template.id, command.data)
    context.session.add(template)
    return _info(template)


@handles(RemoveTemplate)
def remove_template(context: Context, command: RemoveTemplate) -> None:
    """Take a template away."""
    _template(context, command.template_id).deleted_at = context.now


class Paper(NamedTuple):
    """A document that was made, and what it is called."""

    name: str
    data: bytes


@prepares(MakeDocument)
def fill_in(context: Context, command: MakeDocument) -> Paper:
    """Fill a template with a deal's data."""
    from crm_tui.papers.making import make

    deal = records.deal(context.session, command.deal_id)
    name, told, data = _content(context, command.template_id)
    language = command.language or paper_values.language_of(context)
    made, ending = make(name, told, data, paper_values.of_deal(context, command.deal_id, language))
    return Paper(f"{_stem(name)} {deal.title.replace('/', '-')}"[:120] + ending, made)


@handles(MakeDocument)
def make_document(context: Context, command: MakeDocument) -> DocumentInfo:
    """Put what was made on the deal."""
    paper: Paper = context.prepared
    return attach(context, command.deal_id, paper.name, paper.data)


def _new_name(context: Context, command: AddTemplate) -> str:
    """What the template is to be called. Raises NameTaken."""
    name = clean_name(command.name)
    if any(template.name.casefold() == name.casefold() for template in _live(context)):
        raise NameTaken(name)
    return name


def _content(context: Context, template_id: TemplateId) -> tuple[str, str, bytes]:
    """A template's name, its kind and what is in it. Raises NotFound, DocumentVanished, DocumentDamaged."""
    provided = built_in.text(template_id)
    if provided is not None:
        return built_in.name(template_id), TEXT, provided
    template = _template(context, template_id)
    data = context.vault.get(template.id)
    if data is None:
        raise DocumentVanished(template.name)
    if sha256(data).hexdigest() != template.sha256:
        raise DocumentDamaged(template.name)
    return template.name, template.media_type, data


def _stem(name: str) -> str:
    stem, point, ending = name.rpartition(".")
    return stem if point and len(ending) <= 4 else name


def _live(context: Context) -> list[Template]:
    return list(context.session.exec(select(Template).where(col(Template.deleted_at).is_(None))))


def _template(context: Context, template_id: str) -> Template:
    template = context.session.get(Template, template_id)
    if template is None or template.deleted_at is not None:
        raise NotFound(N_("template"), template_id)
    return template


def _info(template: Template) -> TemplateInfo:
    return TemplateInfo(
        id=TemplateId(template.id),
        name=template.name,
        media_type=template.media_type,
        size=template.size,
        at=from_ms(template.at),
    )


def _built_in(template_id: str) -> TemplateInfo:
    size = len(built_in.text(template_id) or b"")
    return TemplateInfo(TemplateId(template_id), built_in.name(template_id), TEXT, size, None)
