"""Made-up and damaged requests in numbers that no test can afford: `make fuzz`."""
