"""Every error that the laboratory raises on purpose; `__main__` prints it as one line.

LaboratoryError
├── DataError        a data set is missing, damaged or cannot be fetched or stored
├── RunError         a training run cannot be started, resumed or read
├── ParityError      the exported graph does not answer as the network it came from
├── GraphError       an ONNX file holds no network that could learn on or tell its gradients
└── ReportError      the report's page cannot be made of what the commands left
"""


class LaboratoryError(Exception):
    """Base of the tree. The message says what happened and what to do."""


class DataError(LaboratoryError):
    pass


class RunError(LaboratoryError):
    pass


class ParityError(LaboratoryError):
    pass


class GraphError(LaboratoryError):
    pass


class ReportError(LaboratoryError):
    pass
