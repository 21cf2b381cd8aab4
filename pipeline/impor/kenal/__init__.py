"""Recognisers: blocks of a source → claims on keys of the record, and gaps where not sure."""
