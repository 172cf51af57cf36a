"""Addresses of people: read, and tried as their service would."""
