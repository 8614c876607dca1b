"""The Inkdigit service: handwritten digits read from strokes and images, over HTTP."""
