"""The tables of the journal, one step after the other. Steps are only appended; there is no way down."""
