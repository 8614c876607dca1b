"""How fast the page is under a quick hand, measured in a real Chromium against the real service."""
