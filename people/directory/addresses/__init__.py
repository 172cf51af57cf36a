"""Addresses of people: read, tried as their service would, and looked at for what is not safe."""
