"""How the story reads on a console while it plays, and once it has been lived."""
