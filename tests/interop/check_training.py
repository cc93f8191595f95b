"""Runs the script that trains on downloaded images, as a user would: python check_training.py FOLDER"""

import json
import os
import subprocess
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
from PIL import Image

# On the same pixels the rule is the same; its temperature depends on which pictures share a fold.
TOLERANCE = 1e-4

folder = Path(sys.argv[1])
wanted = json.loads((folder / "expected.json").read_text("utf-8"))
expected = np.array([each["probabilities"] for each in wanted["expected"]])
pictures = [np.asarray(Image.open(folder / each["file"]), np.float32) for each in wanted["expected"]]
mirror = "yes" if wanted["mirrorImagesUsed"] else "no"


def run(*options):
    words = [sys.executable, "train_keras.py", "--backbone", "../backbone.keras", *options]
    done = subprocess.run(words, cwd=folder / "images", capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        sys.exit(done.stderr.strip().splitlines()[-1])
    return done.stdout


said = run("--mirror", mirror)
if "broken.jpg" not in said:
    sys.exit("does not name a picture that it cannot read")
metadata = json.loads((folder / "images/metadata.json").read_text("utf-8"))
if metadata["labels"] != wanted["labels"] or metadata["heldOut"]["samples"] != len(pictures):
    sys.exit("not the classes or pictures that were given")
model = keras.saving.load_model(folder / "images/model.keras")
answers = model.predict(np.stack(pictures), verbose=0)

# Answers at another temperature: log p - log p' in proportion to the app's.
ours, theirs = (np.log(each) - np.log(each).mean(1, keepdims=True) for each in (answers, expected))
ratio = (ours * theirs).sum() / (ours * ours).sum()
powers = answers**ratio
largest = float(np.abs(powers / powers.sum(1, keepdims=True) - expected).max())

two = run("--mirror", "no", "--cpus", "2", "--batch", "8", "--head", "dense", "--epochs", "2", "--out", "../two")
if "2 device(s)" not in two:
    sys.exit("not on two devices")

measured = {"largest_difference": largest, "temperature_ratio": round(float(ratio), 3)}
print(json.dumps({"format": "training", **measured}))
sys.exit(0 if largest <= TOLERANCE and 0.5 < ratio < 2 else 1)
