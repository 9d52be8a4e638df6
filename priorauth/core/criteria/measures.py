"""Criteria on measured function and on the response to treatment."""

from typing import Literal

from priorauth.core.criteria.base import Kind, Params, UseParams


class BaselineParams(UseParams):
    scales_any_of: tuple[Literal["EDSS", "T25FW", "9HPT", "other_standard_scale"], ...]
    required: bool = True


class FunctionalBaseline(Kind):
    """A score that shows impairment on one of the scales."""

    kind: Literal["functional_baseline"]
    params: BaselineParams


class RenewalParams(UseParams):
    evidence_any_of: tuple[
        Literal["relapse_rate_fall", "edss_stable_or_better", "mri_stable", "quantitative_measure"], ...
    ]
    objective: bool = True
    taper_required: bool = False


class RenewalResponse(Kind):
    """Benefit since IVIG began, in one of these measures; and a taper tried or planned, where it is asked for."""

    kind: Literal["renewal_response"]
    params: RenewalParams


class ResponseRecorded(Kind):
    """The chart states a response to IVIG."""

    kind: Literal["response_recorded"]
    params: Params = Params()
