"""A page's form as a browser sends it: what stands in its fields, whatever the page's script would do."""

from html.parser import HTMLParser

from django.http import HttpResponse

Fields = dict[str, list[str]]
_TYPES_WITHOUT_VALUE = ("submit", "button", "file", "search")


class _Reader(HTMLParser):
    """Gathers the fields of every form that is sent by POST, but for those of a disabled fieldset."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = {}
        self.is_in_form = False
        self.closed = 0
        self.select = self.textarea = ""
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.is_in_form = given.get("method") == "post"
        elif tag == "fieldset" and (self.closed or "disabled" in given):
            self.closed += 1
        elif tag == "input" and given.get("type") not in _TYPES_WITHOUT_VALUE:
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self._add(name, given.get("value") or ("on" if "checked" in given else ""))
        elif tag == "select":
            self.select, self.options = name, []
        elif tag == "option" and self.select:
            self.options.append((given.get("value") or "", "selected" in given))
        elif tag == "textarea":
            self.textarea = name
            self._add(name, "")

    def handle_data(self, data: str) -> None:
        if self.textarea and self.fields.get(self.textarea):
            self.fields[self.textarea][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select:
            chosen = [value for value, is_chosen in self.options if is_chosen] or [self.options[0][0]]
            for value in chosen:
                self._add(self.select, value)
            self.select = ""
        elif tag == "textarea":
            text = self.fields.get(self.textarea)
            if text:
                text[-1] = text[-1].removeprefix("\n")
            self.textarea = ""
        elif tag == "fieldset":
            self.closed = max(0, self.closed - 1)
        elif tag == "form":
            self.is_in_form = False

    def _add(self, name: str, value: str) -> None:
        if name and self.is_in_form and not self.closed:
            self.fields.setdefault(name, []).append(value)


def fields_of(page: HttpResponse) -> Fields:
    """Every field that the page would send, by name; the sign-out form and tokens apart."""
    reader = _Reader()
    reader.feed(page.content.decode())
    return {name: values for name, values in reader.fields.items() if name != "csrfmiddlewaretoken"}
