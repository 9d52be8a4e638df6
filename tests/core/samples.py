"""A condition of every kind, so that what holds of all kinds can be tested of each."""

from typing import Any

from tests.core.judging import condition

_ENDED = ["failed", "intolerant", "contraindicated"]
_PHASES = ["loading", "maintenance", "course"]

WRITTEN: dict[str, tuple[dict[str, Any], ...]] = {
    "diagnosis_in": (
        {"icd10_prefixes": ["G35.A"], "courses": ["rrms"]},
        {"icd10_prefixes": ["G35"], "courses": ["spms"]},
    ),
    "excluded_course": ({"courses": ["ppms", "spms_nonactive"]}, {"courses": ["any_ms"]}),
    "course_in": ({"courses": ["rrms", "cis"]},),
    "age_range": ({"min_years": 18, "max_years": 60},),
    "age_at_least": ({"years": 40},),
    "onset_before_years": ({"years": 5},),
    "tried_and_failed": (
        {"from": ["ms_dmt_any"], "at_least": 2, "outcomes": _ENDED},
        {"from": ["ms_dmt_any"], "at_least": 1, "outcomes": ["failed"], "min_trial_months": 6},
    ),
    "therapy_status": (
        {"among": ["ms_dmt_any"], "outcomes": ["intolerant"], "reasons": ["infection", "lymphopenia"]},
        {"among": ["ms_dmt_any"], "outcomes": ["failed"], "at_least": 1, "at_most": 1},
    ),
    "not_recorded_therapy": ({"among": ["anti_cd20"]},),
    "relapse_within": (
        {"months": 12, "min_count": 2, "or_worsening": False},
        {"months": 24, "min_count": 1, "or_worsening": True},
        {"months": None, "min_count": 1, "or_worsening": True},
    ),
    "relapse_site": ({"sites": ["spinal_cord"]}, {"sites": ["brain", "brainstem"], "months": 24, "each": True}),
    "relapse_severity": ({"severities": ["severe"]}, {"severities": ["severe", "moderate"], "months": 12}),
    "relapse_recovery": ({"recoveries": ["partial"], "months": 24, "each": True},),
    "relapse_untreated": ({}, {"months": 24}),
    "edss_change": tuple({"direction": name} for name in ("worse", "better", "same", "none")),
    "edss_between": ({"min": "1.0", "max": "6.0"},),
    "mri_activity": ({}, {"months": 12}),
    "steroid_response": ({"outcomes": ["failed", "contraindicated"], "or_also": ["plasma_exchange"]},),
    "steroid_status": ({"statuses": ["effective"]},),
    "plasma_exchange_status": ({"statuses": ["unavailable", "contraindicated"]},),
    "reproductive_status": (
        {"any_of": ["postpartum"], "max_months_postpartum": 3},
        {"any_of": ["pregnant", "breastfeeding"]},
    ),
    "months_postpartum": ({"min": 1, "max": 4},),
    "functional_baseline": ({"scales_any_of": ["EDSS", "T25FW"], "required": True},),
    "renewal_response": (
        {"evidence_any_of": ["relapse_rate_fall"], "objective": True},
        {"evidence_any_of": ["edss_stable_or_better", "mri_stable"], "objective": True},
        {"evidence_any_of": ["quantitative_measure"], "objective": True, "taper_required": True},
    ),
    "dose_max": ({"g_per_kg": "0.4", "per": "day", "max_days": 5}, {"g_per_kg": "1.0", "per": "month"}),
    "product_rule": ({"mode": "preferred", "products": ["privigen"], "exception": "rationale"},),
    "authorization_period": ({"months": 6},),
    "site_of_care": ({"allowed": ["office", "home"], "blocked": ["hospital_outpatient"]},),
    "has_phase": ({"names": _PHASES[:1]},),
    "product_in": ({"products": ["privigen", "gamunex_c"]},),
    "product_has": tuple({"property": name} for name in ("maltose", "sugar", "unverified_code", "unverified_vials")),
    "dose_matches": (
        {"ref": "regimens:rrms_loading_bimonthly"},
        {"ref": "regimens:relapse_0_4_x5", "phase": "loading"},
    ),
    "dose_within": ({"ref": "regimens:ontario_short_term_rrms"},),
    "urgency": ({"values": ["expedited"]},),
    "documentation_required": ({"exhibits": ["progress_notes", "edss_record"]},),
    "on_record": ({"paths": ["relapses.severity"]}, {"paths": ["denial.quote", "patient.weight"]}),
    "unrecorded": ({"paths": ["request.stop_rule"]},),
    "safety_answer": ({"questions": ["diabetes", "migraine"], "answers": ["yes"]},),
    "answered": ({"question": "stop_rule"},),
    "definition_on_record": ({"which": "experimental"},),
    "overridden": ({"rule": "evidence_against.spms"},),
    "prescriber_specialty": tuple(
        {"specialties": ["neurology"], "mode": mode} for mode in ("prescriber", "prescriber_or_consult")
    ),
    "denial_reason": ({"ids": ["step_therapy_not_met"]}, {"ids": ["not_medically_necessary"], "any": False}),
    "denial_quoted": ({},),
    "policy_position": ({"positions": ["experimental"]},),
    "plan_type_in": ({"plan_types": ["erisa_self_funded", "medicare_advantage"]},),
    "level_in": ({"levels": ["prior_authorization"]},),
    "kind_in": ({"kinds": ["appeal_1"]},),
    "route_in": ({"routes": ["silent"]},),
    "indication_in": ({"ids": ["cis"]},),
    "filed_by": ({"who": ["member"]},),
    "new_since": tuple({"what": name} for name in ("relapses", "imaging", "therapies", "any")),
}

SAMPLES = tuple(condition({"kind": kind, "params": params}) for kind, several in WRITTEN.items() for params in several)
