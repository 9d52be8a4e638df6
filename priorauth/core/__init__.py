"""The functional core: values in, values out. It knows medicine and insurance, no Django, no I/O and no clock."""
