"""Runs an unpacked ONNX export on its own golden pictures: python check_onnx.py FOLDER"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from PIL import Image

TOLERANCE = 1e-4

folder = Path(sys.argv[1])
path = folder / "model.onnx"
onnx.checker.check_model(onnx.load(path), full_check=True)

session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
labels = json.loads((folder / "metadata.json").read_text("utf-8"))["labels"]
if json.loads(session.get_modelmeta().custom_metadata_map["labels"]) != labels:
    sys.exit("the model's labels are not those of metadata.json")
lines = (folder / "labels.txt").read_bytes().decode("utf-8").removesuffix("\n").split("\n")
if len(lines) != len(labels):
    sys.exit(f"{len(lines)} lines in labels.txt for {len(labels)} labels")

golden = json.loads((folder / "golden/expected.json").read_text("utf-8"))
pictures = [Image.open(folder / "golden" / picture["file"]).convert("RGB") for picture in golden]
image = np.stack([np.asarray(picture, np.float32) for picture in pictures])
(probabilities,) = session.run(["probabilities"], {"image": image})
expected = np.array([picture["probabilities"] for picture in golden])
difference = float(np.abs(probabilities - expected).max())

print(json.dumps({"format": "onnx", "largest_difference": difference, "checker": True}))
# Not "difference > TOLERANCE": that is false for NaN.
sys.exit(0 if difference <= TOLERANCE else 1)
