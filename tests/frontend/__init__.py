"""What holds the page's files together, and its units in Node."""
