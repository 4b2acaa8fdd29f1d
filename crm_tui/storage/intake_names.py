"""What the words of a file stand for in this store: pipelines, stages, reasons of a loss, sums of money."""

from sqlmodel import col, select

from crm_tui.domain import currencies, money
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue, NotFound
from crm_tui.operations.imports import Draft
from crm_tui.storage import records
from crm_tui.storage.context import Context
from crm_tui.storage.tables import LostReason, Pipeline, Stage


def plain(name: str) -> str:
    """A name as it is compared: whatever its case and its blanks."""
    return " ".join(name.split()).casefold()


class Names:
    """The pipelines, stages and reasons of a store by their names, read once for a whole file."""

    def __init__(self, context: Context) -> None:
        session = context.session
        pipelines = session.exec(select(Pipeline).where(col(Pipeline.deleted_at).is_(None))).all()
        stages = session.exec(select(Stage).where(col(Stage.deleted_at).is_(None))).all()
        reasons = session.exec(select(LostReason).where(col(LostReason.deleted_at).is_(None))).all()
        self.home = records.unsorted_stage(session).pipeline_id
        self._pipelines = {plain(one.name): one.id for one in pipelines}
        self._currencies = {one.id: one.currency for one in pipelines}
        self._unsorted = {one.pipeline_id: one for one in stages if one.kind == "unsorted"}
        self._stages = {(one.pipeline_id, plain(one.name)): one for one in stages}
        self._reasons = {plain(one.name): one.id for one in reasons}
        self._by_id = {one.id: one for one in stages}

    def stage(self, draft: Draft, present: str = "") -> Stage:
        """Where a row puts its deal; ``present`` is the stage that a known one stands in.

        Without a pipeline that is the deal's own or the default one, without a stage the one it stands in or the
        unsorted one. Raises NotFound for a name that is none here.
        """
        now = self._by_id.get(present)
        home = now.pipeline_id if now else self.home
        pipeline_id = self._pipeline(draft.pipeline) if draft.pipeline else home
        if not draft.stage:
            return now if now and now.pipeline_id == pipeline_id else self._unsorted[pipeline_id]
        found = self._stages.get((pipeline_id, plain(draft.stage)))
        if found is None:
            raise NotFound(N_("stage"), draft.stage)
        return found

    def _pipeline(self, name: str) -> str:
        found = self._pipelines.get(plain(name))
        if found is None:
            raise NotFound(N_("pipeline"), name)
        return found

    def currency(self, stage: Stage) -> str:
        """The currency of new deals in a stage."""
        return self._currencies[stage.pipeline_id]

    def reason(self, name: str) -> str | None:
        """The reason of a loss by its name."""
        return self._reasons.get(plain(name))


def sum_of(draft: Draft, fallback: str) -> tuple[int | None, str]:
    """The amount of a row in minor units, and its currency: the one it is written in, or else the fallback.

    Raises InvalidValue for an amount that is none, and for a currency that is unknown or in doubt: nothing may become
    another money.
    """
    number, written = currencies.parted(draft.amount)
    named = {code for word in (draft.currency, written) if word and (code := _code(word))}
    if len(named) > 1:
        raise InvalidValue("currency", N_("the amount and the currency of this row disagree; correct one of them"))
    currency = named.pop() if named else fallback
    if not number:
        return None, currency
    try:
        return money.parse(number, currency).minor, currency
    except money.BadAmount as error:
        raise InvalidValue("amount", error.reason, {"currency": currency}) from None


def _code(word: str) -> str:
    code = currencies.named(word)
    if code is None:
        raise InvalidValue("currency", N_("“%(word)s” is not known; write its code, such as EUR"), {"word": word})
    return code
