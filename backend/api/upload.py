"""An uploaded image: one place that says what may be posted, and turns it into ink."""

from dataclasses import dataclass
from typing import Annotated, BinaryIO

from fastapi import Depends, File, UploadFile
from starlette.exceptions import HTTPException

from backend.api.deps import SettingsDep
from backend.recognition.errors import UnreadableImage
from backend.recognition.images import decode
from backend.recognition.ink import ImageInk
from backend.settings import Settings


@dataclass(frozen=True, slots=True)
class Upload:
    """An image file that is neither empty nor too large. Nothing of it is decoded yet."""

    file: BinaryIO
    max_pixels: int

    def ink(self) -> ImageInk:
        """Decodes it, which may take long: call it in a worker thread. Raises what `decode` does."""
        return decode(self.file.read(), max_pixels=self.max_pixels)


async def get_upload(
    image: Annotated[UploadFile, File(description="PNG, JPEG, WebP, BMP, GIF or TIFF with the handwriting.")],
    settings: SettingsDep,
) -> Upload:
    """The file `image` of the form, judged by its size."""
    refuse_size(image.size or 0, settings)
    return Upload(image.file, settings.max_image_pixels)


def refuse_size(size: int, settings: Settings) -> None:
    """Raises UnreadableImage for a file of no byte, HTTPException for one over the limit."""
    if not size:
        raise UnreadableImage("The image file is empty.")
    if size > settings.max_image_bytes:
        raise HTTPException(413, f"The image file is larger than {settings.max_image_bytes} bytes.")


UploadDep = Annotated[Upload, Depends(get_upload)]
