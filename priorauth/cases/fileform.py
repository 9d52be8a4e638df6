"""What forms that take a document have in common: a file, read by its content."""

from typing import Any

from django import forms

from priorauth.patients.uploads import Upload, read

NO_FILE = "There is no file yet. Choose a PDF, a JPEG or a PNG."


class FileForm(forms.Form):
    """A form whose field `file` brings a document; `upload` is what was read where there is one."""

    upload: Upload

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file:
            self.upload = read(file)
        return file

    @property
    def document(self) -> dict[str, Any]:
        """What the file says of itself, as `add_document` and `fill_document` take it."""
        upload, name = self.upload, self.cleaned_data["file"].name or ""
        return {"content": upload.content, "media_type": upload.media_type, "pages": upload.pages, "file": name}


def a_file(label: str, help_text: str, *, required: bool = False) -> forms.FileField:
    widget = forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})
    messages = {"required": NO_FILE}
    return forms.FileField(label=label, required=required, widget=widget, help_text=help_text, error_messages=messages)
