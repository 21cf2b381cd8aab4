"""Documents that exist already → draft records: read, recognise, keep the rest."""
