"""Questions whose yes rules a product out."""

from collections.abc import Iterator

from priorauth.core.items import before_signing, settled, stop_unless_overridden
from priorauth.core.letter import CheckItem
from priorauth.core.records.product import Product
from priorauth.core.records.safety import SafetyQuestion
from priorauth.core.safety.screen import Screen, alternatives, contraindication_questions
from priorauth.core.typography import listed
from priorauth.core.vocabulary import Answer


def check_contraindications(screen: Screen) -> Iterator[CheckItem]:
    """A stop for each yes that rules out the product; before signing while an answer is open or was never asked for."""
    product = screen.product
    if product is None:
        return
    not_asked = []
    for question in contraindication_questions(screen):
        answer = screen.answer(question.id)
        if answer is Answer.YES:
            yield _ruled_out(screen, question, product)
        elif answer is Answer.UNKNOWN:
            yield _pending(screen, question, product)
        elif answer is None:
            not_asked.append(question)
        else:
            text = f"{question.question} No{screen.said(question.id)}."
            yield settled(f"contraindication.{question.id}", text)
    if not_asked:
        listing = " ".join(question.question for question in not_asked)
        text = f"Contraindications of {product.brand} that the record does not answer: {listing}"
        yield before_signing("safety.contraindications_not_asked", text, "Ask, and record each answer.")


def _ruled_out(screen: Screen, question: SafetyQuestion, product: Product) -> CheckItem:
    effects = question.product_effects
    note = f" {effects.note[0].upper()}{effects.note[1:]}." if effects.note else ""
    text = (
        f"{product.brand} is ruled out by an answer on record: {question.question} Yes{screen.said(question.id)}. "
        f"{question.why}.{note}"
    )
    others = () if effects.avoid == "all" else alternatives(screen)
    lift = (
        f"Ask the prescriber for another product ({listed(others, 'or')})"
        if others
        else "Correct the answer if it is wrong"
    )
    return stop_unless_overridden(screen.facts, f"contraindication.{question.id}", text, lift)


def _pending(screen: Screen, question: SafetyQuestion, product: Product) -> CheckItem:
    iga = product.iga_content.text
    content = f" IgA content of {product.brand}: {iga}." if "iga" in question.id and iga else ""
    text = (
        f"Open: {question.question}{screen.said(question.id)} The letter says that the result is pending and that the "
        f"first infusion waits for it.{content}"
    )
    start = screen.facts.request.start
    before = f" before {start:%B} {start.day}, {start.year}" if start else ""
    lift = f"Chase the result{before}; the prescriber agrees that the first infusion waits."
    return before_signing(f"contraindication.{question.id}", text, lift)
