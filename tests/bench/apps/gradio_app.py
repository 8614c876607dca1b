"""Gradio's API, without its queue."""

import sys

import gradio

from tests.bench.apps.reading import Reader

if __name__ == "__main__":
    reader = Reader()
    interface = gradio.Interface(reader.read, gradio.JSON(), gradio.JSON(), api_name="predict", analytics_enabled=False)
    interface.queue(api_open=True)
    interface.launch(server_name="127.0.0.1", server_port=int(sys.argv[1]), quiet=True, max_threads=4)
