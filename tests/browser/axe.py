"""axe-core, which finds what keeps people with a screen reader, a keyboard or weak eyes out of a page."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
GRAVE = ("serious", "critical")
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"], iframes: false});
  const told = node => node.html + " " + node.failureSummary;
  return found.violations.map(one => [one.impact, one.id, one.nodes.map(told)]);
}"""


def grave_faults(page: Page) -> list[str]:
    """What axe calls serious or critical on the page as it stands, one line for each."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        # Evaluated, not added as a script: the pages' policy lets no foreign script in.
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return [f"{kind}: {nodes}" for impact, kind, nodes in page.evaluate(RUN) if impact in GRAVE]
