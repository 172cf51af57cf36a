"""The report as one self-contained page, with pictures in SVG that explain themselves."""
