"""The screens of docs/tour.md, in its order. To add one, add it here and run script/screens."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

COORDINATOR, PRESCRIBER, ADMIN = "ruth@riverbend.example", "elena@riverbend.example", "joan@riverbend.example"


@dataclass(frozen=True)
class Screen:
    """One screen: the name of its pictures, what the page says of it, whose it is and how to get there.

    `path` may hold `{case:Family}`: the id of that patient's case. `then` does what has to be done on the page before
    the picture is taken; it may lead to another one. It must be possible four times: once a width and theme.
    """

    name: str
    title: str
    text: str
    path: str
    who: str | None = COORDINATOR
    then: Callable[[Page], None] | None = None


def open_first_appeal(page: Page) -> None:
    page.get_by_label("Kind of letter").select_option(label="First internal appeal")
    page.get_by_role("button", name="Open in the studio").click()
    expect(page.get_by_role("region", name="The letter").or_(page.locator(".sheet")).first).to_be_visible()


def search_for_ma(page: Page) -> None:
    page.get_by_role("searchbox").first.fill("ma")
    page.get_by_role("searchbox").first.press("Enter")
    expect(page.get_by_role("heading", name="Search")).to_be_visible()


SCREENS = (
    Screen(
        "sign-in",
        "Sign in",
        "Work email and password, then a code or a passkey; a passkey alone is enough.",
        "/sign-in/",
        None,
    ),
    Screen(
        "worklist",
        "Worklist",
        "The home page: what is to be done, soonest first, each with one button to the place where it is done.",
        "/",
    ),
    Screen(
        "search",
        "Search",
        "On top of every page: patients by how a name begins, or by a whole number.",
        "/",
        then=search_for_ma,
    ),
    Screen("cases", "Cases", "The clinic’s cases, newest first, with where each stands and what is next.", "/cases/"),
    Screen(
        "case",
        "A case",
        "Where it stands: running clocks, what is next, everything that happened.",
        "/cases/{case:Whitlock}/",
    ),
    Screen(
        "case-new",
        "New case",
        "For a patient of the clinic or a new one. From here on every step saves as you go.",
        "/cases/new/",
    ),
    Screen(
        "history",
        "Treatment history",
        "One row a therapy. The panel beside it says at every step what the facts support and what is missing.",
        "/cases/{case:Whitlock}/history/",
    ),
    Screen(
        "safety",
        "Safety screen",
        "Answered by Y, N and U on the keyboard. Open is never “no”.",
        "/cases/{case:Whitlock}/safety/",
    ),
    Screen(
        "request",
        "Request",
        "Product, dose and site; grams, vials and billing units are computed, each with its sum.",
        "/cases/{case:Whitlock}/request/",
    ),
    Screen(
        "missing",
        "A case with gaps",
        "What is missing, in the order of what it costs to get, and what each would settle.",
        "/cases/{case:Park}/review/",
    ),
    Screen(
        "review",
        "Review",
        "How far each step is, with the way back to it; exhibits and letters start here.",
        "/cases/{case:Whitlock}/review/",
    ),
    Screen(
        "exhibits",
        "Exhibits",
        "What each document is and which fact it proves, on which page.",
        "/cases/{case:Whitlock}/exhibits/",
    ),
    Screen(
        "letter",
        "Letter studio",
        "The letter as it will print; point at a sentence and see why it stands there. The check list is beside it.",
        "/cases/{case:Whitlock}/letter/",
        PRESCRIBER,
        open_first_appeal,
    ),
    Screen(
        "submissions",
        "Submissions",
        "What was sent and what the plan answered, each deadline with its sum, its law and whether that was read.",
        "/cases/{case:Whitlock}/submissions/",
    ),
    Screen(
        "infusions",
        "Infusions",
        "What was given, counted against the units that the plan granted.",
        "/cases/{case:Marin}/infusions/",
    ),
    Screen(
        "assistance",
        "Assistance",
        "Every program and whether it fits, with the reason; what was applied for; what the patient would pay.",
        "/cases/{case:Okafor}/assistance/",
    ),
    Screen("evidence", "Evidence", "Every publication that letters may cite, and what its findings say.", "/library/"),
    Screen(
        "publication",
        "A publication",
        "Its findings with their figures, direction and limits, and who read what.",
        "/library/fazekas-1997/",
    ),
    Screen("policies", "Plans and policies", "Each payer’s policy, and how far it was read.", "/policies/"),
    Screen(
        "policy",
        "A policy",
        "Its criteria, whether it gives a verdict or asks you, and where it was found.",
        "/policies/aetna-cpb-0206/",
    ),
    Screen(
        "own-records",
        "Our own records",
        "Policies and findings that the clinic keeps itself, used once a second person has read them.",
        "/own/",
    ),
    Screen(
        "dashboard",
        "Dashboard",
        "What requests and appeals come to: rates with their interval, counts where there are too few for one.",
        "/dashboard/",
        ADMIN,
    ),
    Screen("activity", "Activity log", "Who saw or changed what, and when.", "/activity/", ADMIN),
    Screen("settings", "Clinic settings", "Letterhead, members and their roles, invitations.", "/settings/", ADMIN),
    Screen(
        "reminders",
        "Your reminders",
        "Email on the morning before it bites, and a calendar with a secret address. Neither names a patient.",
        "/reminders/",
    ),
    Screen("your-sign-in", "Your sign-in", "Authenticator app, passkeys, recovery codes.", "/sign-in/factors/"),
)
