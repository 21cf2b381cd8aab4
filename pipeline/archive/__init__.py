"""From a signed document to archives that hold it: package, outbox, targets, receipts, fixity."""
