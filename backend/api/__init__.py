"""The HTTP side: routes, schemas, dependencies, problem+json. No recognition in here."""
