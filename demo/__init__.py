"""The demo: a story from a file, lived through on real servers, and told. Read `demo.story` first."""
