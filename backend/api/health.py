"""Is the service alive, is it ready?"""

from fastapi import APIRouter, Depends

from backend.api.deps import RecognizerDep, refuse_when_stopping
from backend.api.openapi import STOPPING, errors
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
    dependencies=[Depends(refuse_when_stopping)],
    responses=errors(STOPPING),
)
async def get_readiness(_: RecognizerDep) -> Ready:
    """Answers 200 once the model is loaded and warm, 503 before and from the signal to stop on. Send requests only to a
    service that is ready."""
    return Ready(status="ready")
