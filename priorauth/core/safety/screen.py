"""The answers on record, asked for by question, and what they mean for a product."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from priorauth.core.context import Context
from priorauth.core.facts import CaseFacts, SafetyAnswer
from priorauth.core.library import Library
from priorauth.core.records.product import MarketStatus, Product
from priorauth.core.records.safety import ProductProperty, SafetyQuestion, SafetySeverity
from priorauth.core.vocabulary import Answer

AGE_AT_RISK = 65  # class_warnings: age_over_65


@dataclass(frozen=True)
class Screen:
    """The safety screen of a case as of the context's day."""

    facts: CaseFacts
    context: Context

    @property
    def library(self) -> Library:
        return self.context.library

    @property
    def product(self) -> Product | None:
        return self.library.products.get(self.facts.request.product or "")

    def given(self, question: str) -> SafetyAnswer | None:
        """The answer on record; None where the question was not asked."""
        return self.facts.safety.get(question)

    def answer(self, question: str) -> Answer | None:
        given = self.given(question)
        return given.answer if given else None

    def is_yes(self, question: str) -> bool:
        return self.answer(question) is Answer.YES

    def is_open(self, question: str) -> bool:
        """Whether it was never asked, or asked and not answered yet."""
        return self.answer(question) in (None, Answer.UNKNOWN)

    def applies(self, question: SafetyQuestion) -> bool:
        """Whether it can be asked of this patient."""
        return not (question.id == "postpartum_or_estrogen" and self.facts.patient.sex == "male")

    def said(self, question: str) -> str:
        """` (type 2, HbA1c 6.9%)`: the detail of the answer; empty where none is on record."""
        given = self.given(question)
        if given is None or not (given.detail or given.value is not None):
            return ""
        value = f"{given.value} {given.unit or ''}".strip() if given.value is not None else ""
        return f" ({given.detail or value})"

    @property
    def is_over_65(self) -> bool:
        birth = self.facts.patient.birth_date
        return birth is not None and self.facts.as_of > birth + relativedelta(years=AGE_AT_RISK)

    @property
    def puerperium_ends(self) -> dt.date | None:
        """The last day of the first six weeks after birth, if the first infusion would lie in them."""
        delivery = self.facts.reproductive.delivery_date if self.facts.reproductive else None
        ends = delivery + dt.timedelta(weeks=6) if delivery else None
        return ends if ends and self.context.service_on <= ends else None

    @property
    def has_had_ivig(self) -> bool:
        prior = self.facts.prior_ivig
        return prior is not None and (prior.started is not None or bool(prior.infusions))


def concerns(question: SafetyQuestion, product: Product) -> bool:
    """Whether a yes speaks against the product."""
    return question.product_effects.avoids(product.id) or question.id in product.contraindications


def contraindication_questions(screen: Screen) -> Iterator[SafetyQuestion]:
    """The questions whose yes would rule out the product asked for."""
    product = screen.product
    for question in screen.library.safety_questions.values():
        if product and question.severity is SafetySeverity.CONTRAINDICATION and concerns(question, product):
            yield question


def alternatives(screen: Screen) -> tuple[str, ...]:
    """Marketed products that every yes on record leaves open and that have the properties which it prefers.

    A product that a question not answered yet would rule out is named with that question.
    """
    questions = screen.library.safety_questions.values()
    yes = [question for question in questions if screen.is_yes(question.id)]
    asked_for = screen.product.id if screen.product else ""
    return tuple(
        _named(product, screen)
        for product in screen.library.products.values()
        if product.id != asked_for
        and product.market_status is MarketStatus.MARKETED
        and not product.market_note
        and screen.library.hcpcs_unit_is_verified(product.id)
        and not any(concerns(question, product) for question in yes)
        and all(has_what_is_preferred(question, product) for question in yes)
    )


def has_what_is_preferred(question: SafetyQuestion, product: Product) -> bool:
    """Whether the product has the property and the concentration that the question prefers."""
    effects = question.product_effects
    if effects.prefer_property is ProductProperty.SUGAR_FREE and not product.sugar_free:
        return False
    wanted = effects.prefer_concentration_percent
    if wanted is not None and (product.concentration_percent is None or product.concentration_percent < wanted):
        return False
    return not effects.prefer or product.id in effects.prefer


def _named(product: Product, screen: Screen) -> str:
    pending = [
        question.id.replace("_", " ")
        for question in screen.library.safety_questions.values()
        if question.severity is SafetySeverity.CONTRAINDICATION
        and question.product_effects.avoid != "all"
        and concerns(question, product)
        and screen.is_open(question.id)
    ]
    return f"{product.brand} (after a check for {', '.join(pending)})" if pending else product.brand
