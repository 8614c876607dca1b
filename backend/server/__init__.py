"""The process around the application: connections, signals, workers. The only room that knows uvicorn."""
