"""Exports of other systems: what ServiceNow, Jira and Zendesk call things, and which commands their changes are."""
