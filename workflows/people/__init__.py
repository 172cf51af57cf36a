"""The workflows of those who are told: a mailbox for each person, a pager for each alarm.

`docs/design/messages.md` tells how a message gets here and how it leaves, with what is tried again at each step.
"""
