"""What each kind of announcement says: to the customer, to a level, to the technician on call."""
