"""Invented people and clinics, with names that fonts and templates must not lose."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from tests.strategies.small import at_times, chart_text, days_before, filled, npis

WOMEN = ("Zoë", "Dana", "Amara", "Mai", "Noor", "Ruth", "Anne-Marie")
MEN = ("Tomasz", "Jonah", "Gregor", "Lee", "Æneas", "D’Arcy")
FAMILIES = ("Łukasik", "O’Brien-Núñez", "Whitlock", "Okafor", "Vang", "Al-Hassan", "de la Peña", "Ng")
SPECIALTIES = ("neurology",)
_PHONE = st.integers(100, 199).map(lambda end: f"(717) 555-0{end}")


@st.composite
def clinics(draw: st.DrawFn) -> dict[str, Any]:
    return filled(
        name=draw(st.sampled_from(["Riverbend Neurology Associates", "Lakeshore MS Center", "Peña & Łukasik, PLLC"])),
        address=["410 Mill Street, Suite 300", "Harrisburg, PA 17101"],
        phone=draw(_PHONE),
        fax=draw(at_times(_PHONE)),
        npi=draw(at_times(npis())),
        callback=draw(at_times(_PHONE)),
    )


@st.composite
def prescribers(draw: st.DrawFn) -> dict[str, Any]:
    return filled(
        name=f"{draw(st.sampled_from(WOMEN + MEN))} {draw(st.sampled_from(FAMILIES))}",
        credentials=draw(st.sampled_from(["MD", "DO", "NP", "MD, PhD"])),
        specialty=draw(st.sampled_from(SPECIALTIES)),
        npi=draw(npis()),
        phone=draw(at_times(_PHONE)),
    )


@st.composite
def patients(draw: st.DrawFn, as_of: dt.date, sex: str, oldest: int = 70) -> dict[str, Any]:
    """A grown patient of that sex, with a weight of the last weeks."""
    names = {"female": WOMEN, "male": MEN}.get(sex, WOMEN + MEN)
    weight = filled(
        kg=draw(st.integers(420, 1300)) / 10,
        date=draw(days_before(as_of, 80)).isoformat(),
        exhibit=draw(st.sampled_from(["A", None])),
    )
    return filled(
        given=draw(st.sampled_from(names)),
        family=draw(st.sampled_from(FAMILIES)),
        birth_date=draw(days_before(as_of, oldest * 365, 22 * 366)).isoformat(),
        sex=sex,
        mrn=draw(at_times(st.integers(1000, 999999).map(lambda number: f"RN-{number}"))),
        weight=weight,
        height_cm=draw(st.integers(148, 198)),
        pronouns=draw(st.sampled_from([None, None, "they"])),
        statement=draw(at_times(chart_text())),
    )
