"""The screens of docs/tour.md, in its order. To add one, add it here and run script/screens."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.machines import ROOT

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


def pressing(*names: str) -> Callable[[Page], None]:
    """Follows links, each the first that is named so."""

    def press(page: Page) -> None:
        for name in names:
            before = page.url
            page.get_by_role("main").get_by_role("link", name=name).first.click()
            page.wait_for_url(lambda url, before=before: url != before)  # type: ignore[misc]

    return press


def find_whitlock(page: Page) -> None:
    page.get_by_role("searchbox").first.fill("whitlock")
    page.get_by_role("searchbox").first.press("Enter")
    pressing("New case for Dana Whitlock")(page)


def upload_a_denial(page: Page) -> None:
    pressing("Upload the plan’s letter")(page)
    plan = page.context.new_page()
    plan.goto((ROOT / "tests" / "notices" / "letters" / "01-commercial-ppo.html").as_uri())
    letter = {"name": "denial.pdf", "mimeType": "application/pdf", "buffer": plan.pdf()}
    plan.close()
    page.get_by_label("The plan’s letter").set_input_files(letter)  # type: ignore[arg-type]
    page.get_by_role("button", name="Upload and read").click()
    expect(page.get_by_text("values found")).to_be_visible()


SCREENS = (
    Screen(
        "sign-in",
        "Sign in",
        "Work email and password, then a code or a passkey; a passkey alone is enough.",
        "/sign-in/",
        None,
    ),
    Screen("forgotten", "A forgotten password", "A link by mail sets a new one.", "/sign-in/password/forgotten/", None),
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
    Screen(
        "hand-over",
        "Handing over",
        "To a colleague, with a note that stands on the row and in the timeline.",
        "/cases/{case:Achebe}/",
        then=pressing("Hand over"),
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
        "case-further",
        "A further case",
        "The chart and the plan are kept; the request begins as the last one was.",
        "/",
        then=find_whitlock,
    ),
    Screen("import", "A case file comes in", "Checked whole before anything is stored.", "/case-files/new/"),
    Screen(
        "patient",
        "Patient and coverage",
        "Who it is, the plan and its kind, the policy that is judged by, and what the plan document says.",
        "/cases/{case:Whitlock}/patient/",
    ),
    Screen(
        "diagnosis",
        "Diagnosis",
        "The code must fit the course and the day of service.",
        "/cases/{case:Whitlock}/diagnosis/",
    ),
    Screen(
        "history",
        "Treatment history",
        "One row a therapy. The panel beside it says at every step what the facts support and what is missing.",
        "/cases/{case:Whitlock}/history/",
    ),
    Screen(
        "relapses",
        "Relapses, disability, MRI",
        "Each with its date, as exact as the chart has it, and its exhibit.",
        "/cases/{case:Whitlock}/activity/",
    ),
    Screen(
        "pregnancy",
        "Pregnancy and steroids",
        "Why steroids are out, and what a pregnancy rules out.",
        "/cases/{case:Okafor}/pregnancy/",
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
        "letters",
        "Letters of a case",
        "The working draft of each kind, and every version that was signed.",
        "/cases/{case:Okafor}/letters/",
    ),
    Screen(
        "letter-new",
        "Which letter",
        "The kinds that fit where the case stands, and what must be on record first.",
        "/cases/{case:Whitlock}/letter/",
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
        "sign",
        "Reading and signing",
        "What changed since it was last read, what is still open, and what the signature attests.",
        "/cases/{case:Okafor}/letters/",
        PRESCRIBER,
        pressing("Working draft", "Read and sign"),
    ),
    Screen(
        "submissions",
        "Submissions",
        "What was sent and what the plan answered, each deadline with its sum, its law and whether that was read.",
        "/cases/{case:Whitlock}/submissions/",
    ),
    Screen(
        "submission",
        "Logging what was sent",
        "How and when it was sent, its number, what the plan asked for, the peer-to-peer call.",
        "/cases/{case:Whitlock}/submissions/new/",
    ),
    Screen(
        "answer",
        "Logging the answer",
        "What the plan decided, its reasons and its own words; the deadline is reckoned while you type.",
        "/cases/{case:Achebe}/submissions/",
        then=pressing("Log the plan’s answer"),
    ),
    Screen(
        "denial-upload",
        "A denial letter is uploaded",
        "A PDF with text or a scan; nothing is taken over unseen.",
        "/cases/{case:Achebe}/submissions/",
        then=pressing("Upload the plan’s letter"),
    ),
    Screen(
        "denial-read",
        "A denial letter is read",
        "What was found is marked in the text and offered beside the form; a person confirms each value.",
        "/cases/{case:Achebe}/submissions/",
        then=upload_a_denial,
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
    Screen(
        "program",
        "A program",
        "Whether it fits and why, what it asks for, and what its page said when it was read.",
        "/cases/{case:Okafor}/assistance/programs/paf_copay_relief/",
    ),
    Screen(
        "costs",
        "Amounts",
        "Each with its source and day; what is not known stays empty.",
        "/cases/{case:Okafor}/assistance/costs/",
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
        "own-policy",
        "A policy of our own",
        "Its position on MS in the plan’s words, and where they stand.",
        "/own/new/policy/",
    ),
    Screen(
        "own-publication",
        "A publication of our own",
        "Complete enough to be printed as a reference.",
        "/own/new/publication/",
    ),
    Screen(
        "dashboard",
        "Dashboard",
        "What requests and appeals come to: rates with their interval, counts where there are too few for one.",
        "/dashboard/",
        ADMIN,
    ),
    Screen("activity", "Activity log", "Who saw or changed what, and when.", "/activity/", ADMIN),
    Screen(
        "case-activity",
        "Who saw a case",
        "Its letters and documents included.",
        "/cases/{case:Whitlock}/log/",
        ADMIN,
    ),
    Screen("settings", "Clinic settings", "Letterhead, members and their roles, invitations.", "/settings/", ADMIN),
    Screen(
        "reminders",
        "Your reminders",
        "Email on the morning before it bites, and a calendar with a secret address. Neither names a patient.",
        "/reminders/",
    ),
    Screen("from-file", "From a case file", "A letter of a file alone, without a case.", "/from-file/"),
    Screen("nowhere", "A page that is not here", "What another clinic has looks the same.", "/nowhere/"),
    Screen("your-sign-in", "Your sign-in", "Authenticator app, passkeys, recovery codes.", "/sign-in/factors/"),
)
