"""Is the service alive, is it ready?"""

from fastapi import APIRouter

from backend.api.deps import RecognizerDep
from backend.api.openapi import NOT_READY, errors
from backend.api.schemas import Live, Ready

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live", summary="Is the process alive?", response_description="It is.", responses=errors({}))
async def get_liveness() -> Live:
    """Answers as long as the process does. Restart the service if it does not."""
    return Live(status="live")


@router.get(
    "/ready",
    summary="Is the service ready to read?",
    response_description="The model is loaded and warm.",
    responses=errors(NOT_READY),
)
async def get_readiness(_: RecognizerDep) -> Ready:
    """Answers 200 once the model is loaded and warm, 503 before. Send requests only to a service that is ready."""
    return Ready(status="ready")
