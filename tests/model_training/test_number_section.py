import numpy as np
from numpy.typing import NDArray

from backend.recognition.ink import ImageInk
from model_training.number_scores import ReadLine, measure_numbers
from model_training.number_section import misread_lines
from model_training.number_suite import NumberSet


def test_of_a_page_the_lines_that_were_misread_are_shown_and_what_is_not_there() -> None:
    paper: NDArray[np.uint8] = np.full((40, 60), 255, np.uint8)
    pages = NumberSet("pages", "test", [ImageInk(paper)] * 2, [("12", "345"), ("6", "78")], one_line=False)
    found = iter([("12", "346"), ("6", "78", "1")])
    measured = measure_numbers(
        "reader", lambda _: [ReadLine(text, accepted=text != "1") for text in next(found)], pages
    )
    shown = misread_lines(measured)
    assert shown.title == "pages: 2 misread of 5"
    assert shown.captions == ["345 read 346", "nothing read 1"]
    assert shown.accepted.tolist() == [True, False]
    assert len(shown.pictures) == 2
