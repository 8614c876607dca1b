"""The cards of the models that are being served."""

from fastapi import APIRouter

from backend.api.deps import ReaderDep, RecognizerDep
from backend.api.openapi import ANY_CALL, errors
from backend.recognition.card import LineCard, ModelCard

router = APIRouter(prefix="/v1", tags=["model"])


@router.get(
    "/model",
    summary="The model card",
    response_description="The card.",
    responses=errors(ANY_CALL),
)
async def get_model(recognizer: RecognizerDep) -> ModelCard:
    """What answers here: the version of the model and the SHA-256 of its weights, the data it learned from and with
    which settings, from which probability on its answers are accepted, how often it was right on which test set (with
    the 95 % interval), and under which licence."""
    return recognizer.classifier.card


@router.get(
    "/model/numbers",
    summary="The card of the network for lines",
    response_description="The card.",
    responses=errors(ANY_CALL),
)
async def get_number_model(reader: ReaderDep) -> LineCard:
    """What numbers are read with: the version of the network for lines of digits and the SHA-256 of its weights, the
    version of the model for single digits that it goes with, the data it learned from and with which settings, from
    which probability on numbers are accepted, how often they were read right in which set (with the 95 % interval),
    and under which licence."""
    return reader.network.card
