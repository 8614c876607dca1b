"""Labels of MNIST's test set that people found wrong.

C. Northcutt, A. Athalye, J. Mueller, "Pervasive Label Errors in Test Sets", NeurIPS 2021: five people looked at each of
about a hundred suspects. These are the 15 of which at most two of the five saw what the label says; the counts are in
`mturk/mnist_mturk.json` of github.com/cleanlab/label-errors.
"""

import numpy as np
from numpy.typing import NDArray

_LABELS = {
    **{947: 8, 1621: 0, 1901: 9, 2130: 4, 2462: 2, 2597: 5, 2654: 6, 3520: 6},
    **{3558: 5, 5937: 5, 6651: 0, 6783: 1, 8527: 4, 9679: 6, 9729: 5},
}
"""By the place in the test set, counted from 0, what its label says."""

CREDIT = "Northcutt, Athalye and Mueller 2021"


def known_errors() -> NDArray[np.intp]:
    """Their places in the 10,000 test images, ascending."""
    return np.array(list(_LABELS), np.intp)
