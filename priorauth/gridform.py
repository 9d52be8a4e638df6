"""A form whose fields stand in the columns of the page's grid."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms

from priorauth.formfields import raw


class Fold(Div):  # type: ignore[misc]
    """Fields that are asked of few: closed until one of them is filled in or wrong."""

    template = "cases/_fold.html"

    def __init__(self, title: str, *cells: Field, is_open: bool) -> None:
        super().__init__(*cells)
        self.title, self.is_open = title, is_open


class GridForm(forms.Form):
    """`grid` gives each field its width in twelfths; `folds` names, by their title, fields that can be folded away."""

    grid: ClassVar[Mapping[str, int]] = {}
    folds: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    error_css_class = "has-error"

    @cached_property
    def helper(self) -> FormHelper:
        """Lays the fields out; the form element and its buttons stand in the template."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        folds = self.folded()
        folded = {name for names in folds.values() for name in names}
        helper.layout = Layout(
            Div(*self._cells(name for name in self.fields if name not in folded), css_class="fgrid"),
            *(self._fold(title, names) for title, names in folds.items()),
        )
        return helper

    def folded(self) -> Mapping[str, tuple[str, ...]]:
        """The fields of each fold."""
        return self.folds

    def _cells(self, names: Iterable[str]) -> list[Field]:
        return [Field(name, wrapper_class=f"mb-3 c{self.grid.get(name, 6)}") for name in names]

    def _fold(self, title: str, names: Iterable[str]) -> Fold:
        here = [name for name in names if name in self.fields]
        is_open = any(self[name].errors or raw(self[name].value()) for name in here)
        return Fold(title, *self._cells(here), is_open=is_open)

    @property
    def typed(self) -> dict[str, Any]:
        """The cleaned values by column; an empty text stays one, every other empty answer is None."""
        return dict(self.cleaned_data)

    @property
    def differences(self) -> list[tuple[str, Any]]:
        """What is on record (`initial`) where it differs from what was typed, by the fields' labels."""
        return [(str(self.fields[name].label), self.initial.get(name)) for name in self.changed_data]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into any field."""
        return not any(self[name].data not in (None, "", []) for name in self.fields)
