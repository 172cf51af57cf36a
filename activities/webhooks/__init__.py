"""Outbound webhooks: which systems are told of events, what they get, and what came of each delivery.

`docs/guide/webhooks.md` tells what a receiver sees. Each event that a webhook is meant to get becomes a row, a workflow
for each ticket takes them one after the other, and an activity sends the next one.
"""
