"""Runs both models of an unpacked TensorFlow Lite export on its golden pictures: python check_tflite.py FOLDER"""

import json
import sys
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

try:
    from ai_edge_litert.interpreter import Interpreter
except ImportError:
    import tensorflow

    Interpreter = tensorflow.lite.Interpreter

TOLERANCES = {"model.tflite": 1e-4, "model_int8.tflite": 2e-2}

folder = Path(sys.argv[1])
labels = (folder / "labels.txt").read_bytes()
golden = json.loads((folder / "golden/expected.json").read_text("utf-8"))


def largest_difference(path):
    if zipfile.ZipFile(path).read("labels.txt") != labels:
        sys.exit(f"the labels in {path.name} are not those of labels.txt")
    interpreter = Interpreter(model_path=str(path))
    classify = interpreter.get_signature_runner("serving_default")
    image = classify.get_input_details()["image"]
    output = classify.get_output_details()["probabilities"]
    scale, zero = output["quantization"]
    differences = []
    for picture in golden:
        pixels = Image.open(folder / "golden" / picture["file"]).convert("RGB")
        numbers = np.asarray(pixels).astype(image["dtype"])[np.newaxis]
        stored = classify(image=numbers)["probabilities"][0].astype(np.float64)
        probabilities = scale * (stored - zero) if scale else stored
        differences.append(np.abs(probabilities - picture["probabilities"]).max())
    return float(np.max(differences))


found = {name: largest_difference(folder / name) for name in TOLERANCES}
print(json.dumps({"format": "tflite", "largest_differences": found}))
# Not "difference > tolerance": that is false for NaN.
sys.exit(0 if all(found[name] <= tolerance for name, tolerance in TOLERANCES.items()) else 1)
