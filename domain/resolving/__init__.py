"""How terms come about: what a request chooses of its contract, and the calendars and promises that follow."""
