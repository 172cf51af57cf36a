"""The way of a letter: dispatched, handed over, written in the words of its reader, sent, recorded, passed on.

`docs/design/messages.md` tells it from the event to the person, with what is tried again at each step.
"""
