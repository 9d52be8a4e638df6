"""Two ways to work on a page: with the pointer, or by the keyboard alone. Both wait for what they act on."""

from abc import ABC, abstractmethod

from playwright.sync_api import Locator, Page, expect

# More presses than any page has stops: whoever needs them all goes in circles.
MOST_PRESSES = 400
# Whether the target has the focus, and if not, which key goes towards it. Of a group of radios any one is the group.
WAY_TO = """target => {
  const here = document.activeElement;
  if (here === target || (target.type === "radio" && here.type === "radio" && here.name === target.name)) return "";
  if (here.matches(".skip") && document.querySelector("main").contains(target)) return "Enter";
  if (here === document.body) return "Tab";
  return here.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING ? "Tab" : "Shift+Tab";
}"""
STEPS_TO = """(select, wanted) => {
  const options = Array.from(select.options);
  return options.findIndex(one => one.value === wanted || one.label.trim() === wanted) - select.selectedIndex;
}"""


class Hands(ABC):
    """A person at a page, who opens what is folded away before they act on what is in it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @abstractmethod
    def write(self, field: Locator, words: str) -> None:
        """Other words in a field, in the place of those that it has."""

    @abstractmethod
    def pick(self, select: Locator, wanted: str) -> None:
        """The option of that value or label."""

    @abstractmethod
    def tick(self, box: Locator) -> None:
        """A box, or one of several radios."""

    @abstractmethod
    def point_at(self, sentence: Locator) -> None:
        """Chooses a sentence of a letter."""

    @abstractmethod
    def leave(self) -> None:
        """Goes on from a field, which is when its value counts."""

    @abstractmethod
    def go(self, target: Locator) -> None:
        """Presses what is to be seen already."""

    def press(self, target: Locator) -> None:
        """Follows a link or presses a button."""
        self.reveal(target)
        self.go(target)

    def reveal(self, target: Locator) -> None:
        """Opens every fold that the target is in, from the outermost on."""
        target.wait_for(state="attached")
        closed = target.locator("xpath=ancestor::details[not(@open)]")
        for left in range(closed.count(), 0, -1):
            self.go(closed.first.locator("> summary"))
            expect(closed).to_have_count(left - 1)


class Pointer(Hands):
    """With the mouse, and the keys for words alone."""

    def go(self, target: Locator) -> None:
        target.click()

    def write(self, field: Locator, words: str) -> None:
        self.reveal(field)
        field.fill(words)

    def pick(self, select: Locator, wanted: str) -> None:
        self.reveal(select)
        select.select_option(wanted)

    def tick(self, box: Locator) -> None:
        self.reveal(box)
        name = box.get_attribute("id")
        self.page.locator(f'label[for="{name}"], label:has([id="{name}"])').first.click()
        expect(box).to_be_checked()

    def point_at(self, sentence: Locator) -> None:
        sentence.click()

    def leave(self) -> None:
        self.page.get_by_role("heading", level=1).click()


class Keyboard(Hands):
    """By Tab, the arrows, Space and Enter; what the focus has not reached is not touched."""

    def go(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, words: str) -> None:
        self.reveal(field)
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)
        expect(field).to_have_value(words)

    def pick(self, select: Locator, wanted: str) -> None:
        self.reveal(select)
        self.reach(select)
        steps = select.evaluate(STEPS_TO, wanted)
        for _ in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        assert select.evaluate(STEPS_TO, wanted) == 0, f"{wanted} is not reached by the arrows"

    def tick(self, box: Locator) -> None:
        self.reveal(box)
        self.reach(box)
        for _ in range(MOST_PRESSES):
            if box.evaluate("one => one === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not box.is_checked():
            self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def point_at(self, sentence: Locator) -> None:
        self.reach(self.page.locator("[data-sheet] .s[tabindex='0']"))
        for _ in range(MOST_PRESSES):
            if sentence.get_attribute("aria-current"):
                break
            self.page.keyboard.press("ArrowDown")
        expect(sentence).to_be_focused()

    def leave(self) -> None:
        self.page.keyboard.press("Tab")

    def reach(self, target: Locator) -> None:
        """Goes on by Tab until the target has the focus."""
        for _ in range(MOST_PRESSES):
            key = target.evaluate(WAY_TO)
            if not key:
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"The Tab key does not lead to {target}.")
