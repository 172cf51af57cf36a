"""The workflows of those who are told: a mailbox for each person, a pager for each alarm."""
