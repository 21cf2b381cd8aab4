"""Follow-ups of all meetings: what is open, who is in charge, until when."""
