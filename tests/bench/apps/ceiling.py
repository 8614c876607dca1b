"""The ceiling: a FastAPI endpoint with the service's request and response models that reads nothing."""

from fastapi import FastAPI

from backend.api.schemas import Candidate, Drawing, Prediction

app = FastAPI()


@app.post("/v1/predict")
async def predict(drawing: Drawing) -> Prediction:
    """The same for every drawing."""
    return Prediction(
        digit=3,
        probability=0.99,
        decision="accept",
        reasons=[],
        candidates=[Candidate(digit=digit, probability=0.33) for digit in range(drawing.top_k)],
        model_version="1",
    )
