"""The models of the library's records, one file a subject."""
