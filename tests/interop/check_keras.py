"""Runs an unpacked Keras export on its own golden pictures: python check_keras.py FOLDER"""

import json
import os
import sys
from pathlib import Path

# Before TensorFlow is imported: it prints its greeting otherwise.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
from PIL import Image

TOLERANCE = 1e-4

folder = Path(sys.argv[1])
labels = json.loads((folder / "metadata.json").read_text("utf-8"))["labels"]
lines = (folder / "labels.txt").read_bytes().decode("utf-8").removesuffix("\n").split("\n")
if len(lines) != len(labels):
    sys.exit(f"{len(lines)} lines in labels.txt for {len(labels)} labels")

golden = json.loads((folder / "golden/expected.json").read_text("utf-8"))
pictures = [Image.open(folder / "golden" / picture["file"]).convert("RGB") for picture in golden]
image = np.stack([np.asarray(picture, np.float32) for picture in pictures])
expected = np.array([picture["probabilities"] for picture in golden])

differences = {}
for name in ["model.keras", "model.h5"]:
    if not (folder / name).is_file():
        sys.exit(f"no {name}")
    model = keras.saving.load_model(folder / name)
    if model.input_shape != (None, 224, 224, 3) or model.output_shape != (None, len(labels)):
        sys.exit(f"{name}: {model.input_shape} to {model.output_shape}")
    names = [tensor.name for tensor in model.inputs] + model.output_names
    if names != ["image", "probabilities"]:
        sys.exit(f"{name}: {names}")
    probabilities = model.predict(image, verbose=0)
    differences[name] = float(np.abs(probabilities - expected).max())

largest = max(differences.values(), key=lambda value: np.inf if np.isnan(value) else value)
print(json.dumps({"format": "keras", "largest_difference": largest, "files": differences}))
# Not "largest > TOLERANCE": that is false for NaN.
sys.exit(0 if largest <= TOLERANCE else 1)
