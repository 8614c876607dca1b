"""MNIST in the containers of OpenML and Keras, downloaded by name and checked by what is in them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import platformdirs

from model_training.download import fetch
from model_training.readers.arff import parse_arff
from model_training.readers.canon import refuse_other
from model_training.readers.comma import parse_csv
from model_training.readers.dataset import Dataset
from model_training.readers.packed import parse_npz


@dataclass(frozen=True, slots=True)
class Remote:
    """A file, the base addresses that have it, and what reads its content."""

    file: str
    mirrors: tuple[str, ...]
    parse: Callable[[bytes, str], Dataset]

    def check(self, content: bytes) -> bytes:
        """Raises DataError where the content is not MNIST."""
        refuse_other(self.parse(content, self.file))
        return content


REMOTES = {
    "openml": Remote(
        "mnist_784.arff",
        ("https://www.openml.org/data/v1/download/52667/", "https://api.openml.org/data/v1/download/52667/"),
        parse_arff,
    ),
    "openml-csv": Remote("mnist_784.csv", ("https://www.openml.org/data/get_csv/52667/",), parse_csv),
    "keras": Remote("mnist.npz", ("https://storage.googleapis.com/tensorflow/tf-keras-datasets/",), parse_npz),
}
"""By the name that stands for a path. OpenML's CSV is made of its ARFF file when it is asked for."""


def fetch_remote(name: str, folder: Path | None = None, client: httpx.Client | None = None) -> Path:
    """The file of one of REMOTES in `folder` (the user's cache folder), downloaded if it is not there.

    Raises DataError where it cannot be had as it should be.
    """
    remote, folder = REMOTES[name], folder or platformdirs.user_cache_path("inkdigit") / "datasets"
    if not (folder / remote.file).exists():
        with client or httpx.Client(timeout=60.0) as http:
            fetch(remote.file, remote.mirrors, folder, remote.check, http)
    return folder / remote.file
