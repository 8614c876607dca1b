"""Where Prometheus reads the metrics."""

from fastapi import APIRouter
from starlette.responses import Response

from backend.api.deps import MetricsDep

PATH = "/metrics"

router = APIRouter()


@router.get(PATH, include_in_schema=False)
async def get_metrics(metrics: MetricsDep) -> Response:
    """Not in the documentation: it is for those who run the service, and may change with it."""
    return Response(metrics.exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")
