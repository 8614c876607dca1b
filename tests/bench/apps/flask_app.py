"""Flask, run by gunicorn."""

from flask import Flask, request

from tests.bench.apps.reading import Reader

app = Flask(__name__)
reader = Reader()


@app.post("/v1/predict")
def predict() -> object:
    return reader.read(request.get_json())
