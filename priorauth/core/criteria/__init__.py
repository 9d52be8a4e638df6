"""The closed vocabulary of criteria, used for payers' policies, for indications and for the conditions of words.

A criterion stands in a record as `{kind: tried_and_failed, params: {...}}`; conditions are joined by `{all: [...]}`,
`{any: [...]}` and `{not: {...}}`. There is no expression language: a new kind is one class and its tests.
"""

from priorauth.core.criteria.groups import AllOf, AnyOf, Condition, Criterion, Not, Single

__all__ = ["AllOf", "AnyOf", "Condition", "Criterion", "Not", "Single"]
