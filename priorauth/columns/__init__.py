"""Column types that the apps share: encrypted text, dates as exact as a chart, numbers with their digits, ids."""

from priorauth.columns.dates import MomentField, PartialDateField
from priorauth.columns.encrypted import Encrypted, EncryptedJSONField, EncryptedTextField, LookupField
from priorauth.columns.numbers import DigitsField
from priorauth.columns.words import ChoiceField, LibraryIdField, PartField, SortedTextField, WordsField

__all__ = [
    "ChoiceField",
    "DigitsField",
    "Encrypted",
    "EncryptedJSONField",
    "EncryptedTextField",
    "LibraryIdField",
    "LookupField",
    "MomentField",
    "PartField",
    "PartialDateField",
    "SortedTextField",
    "WordsField",
]
