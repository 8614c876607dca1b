"""LitServe with one worker, which batches what is waiting."""

import sys
from typing import Any

import litserve

from tests.bench.apps.reading import Reader


class DigitAPI(litserve.LitAPI):
    """The way of LitServe: decode, batch, predict, unbatch, encode."""

    def setup(self, device: str) -> None:
        self.reader = Reader()

    def decode_request(self, request: dict[str, Any]) -> dict[str, Any]:
        return request

    def batch(self, inputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return inputs

    def predict(self, x: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return self.reader.read_many(x)

    def unbatch(self, output: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return output

    def encode_response(self, output: dict[str, Any]) -> dict[str, Any]:
        return output


if __name__ == "__main__":
    api = DigitAPI(max_batch_size=32, batch_timeout=0.001)
    server = litserve.LitServer(api, accelerator="cpu", workers_per_device=1)
    server.run(host="127.0.0.1", port=int(sys.argv[1]), generate_client_file=False, log_level="error")
