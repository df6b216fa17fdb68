"""Numbers to pictures: the map of hexagons and the line over time, as SVG that reads without colour, and as PNG."""
