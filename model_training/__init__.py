"""The laboratory: trains the digit network, proves its ONNX export and measures it. `python -m model_training`."""
