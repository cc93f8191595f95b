"""Teaches the picture classifier of this folder with Keras, on as many pictures and GPUs as there are.

    python -m pip install tensorflow pillow
    python train_keras.py

Each folder of pictures is a class; add pictures and folders as you like. What else there was to the
project stands in train_keras.json. `python train_keras.py --help` names the options. The frozen
backbone is the very same with a network of Show & Tell's "Download model" (Keras):

    python train_keras.py --backbone path/to/model.keras

Pictures are streamed, and their embeddings lie on disk meanwhile (5 kB each, and as much for mirror
images), so memory does not grow with them.
"""

import argparse
import json
import os
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np
import tensorflow as tf
from closed_form import Sums, fit, logits_of
from figures import confusion_of, deal_folds, figures_of, independent, mirror_helps, temperature_of
from networks import backbone_name, classifier_of, embed, head_of, load_backbone, save
from networks import train_head, train_whole
from pictures import find_pictures, join_equal

HERE = Path(__file__).resolve().parent
CHUNK = 2048


def options_of(project):
    head = project["head"]
    parser = argparse.ArgumentParser(description="Teaches a picture classifier from folders.")

    def say(name, text, default=None, kind=str, **more):
        parser.add_argument(name, help=text, default=default, type=kind, **more)

    say("--images", "class folders, or train and test with class folders in them", HERE, Path)
    say("--out", "folder for the model", HERE, Path)
    say("--backbone", "a model.keras of Show & Tell, or of this script, without its head", None, Path)
    say("--weights", "of keras.applications' MobileNet: imagenet, none, or a file (no top)", "imagenet")
    turned = ["auto", "yes", "no"]
    say("--mirror", "mirror images, too: auto, if held-out pictures gain", "auto", choices=turned)
    say("--group-by", "files whose names agree in its first group are never parted", metavar="REGEX")
    kinds = ["closed-form", "dense", "hidden"]
    kind = "hidden" if head["kind"] == "hidden" else "closed-form"
    say("--head", "closed-form, or by gradient: dense, hidden", kind, choices=kinds)
    say("--epochs", "of dense and hidden", head.get("epochs", 20), int)
    say("--learning-rate", "of dense and hidden", head.get("learningRate", 0.001), float)
    say("--head-batch", "embeddings a device, for dense and hidden", head.get("batchSize", 64), int)
    say("--units", "of hidden", head.get("units", 100), int)
    say("--fine-tune", "then train all layers for so many epochs", 0, int, metavar="EPOCHS")
    say("--fine-tune-rate", "its learning rate", 1e-5, float)
    say("--batch", "pictures a device", 64, int)
    say("--cpus", "so many devices of the processor, to try what several GPUs would do", 0, int)
    return parser.parse_args()


def strategy_of(cpus):
    """All GPUs, or the processor."""
    if cpus == 0:
        return tf.distribute.MirroredStrategy()
    processor = tf.config.list_physical_devices("CPU")[0]
    parts = [tf.config.LogicalDeviceConfiguration()] * cpus
    tf.config.set_logical_device_configuration(processor, parts)
    return tf.distribute.MirroredStrategy([f"/cpu:{number}" for number in range(cpus)])


def closed_form(sets, pictures, folds, mirror, shrinkage):
    """
    The linear rule for all pictures in folds, its temperature, the rules with one fold left out, the
    confusion matrix of these, and whether mirror images are used. None of the last where there is
    one fold only.
    """
    classes, labels, groups = len(pictures.names), pictures.labels, pictures.groups
    judged = np.flatnonzero(folds >= 0)
    parts = [Sums(folds.max() + 1, classes, sets[0].shape[1]) for _ in sets]
    for some in chunks(judged):
        for part, rows in zip(parts, sets):
            part.add(rows[some].astype(np.float64), labels[some], folds[some])

    def rule(count, left):
        return fit(parts[:count], left, sets[:count], labels, groups, folds, shrinkage)

    def answers(rules):
        logits = np.zeros((len(labels), classes))
        for some in chunks(judged):
            rows = sets[0][some].astype(np.float64)
            for fold in np.unique(folds[some]):
                own = folds[some] == fold
                logits[some[own]] = logits_of(rules[fold], rows[own])
        return logits[judged]

    def judge(count):
        rules = [rule(count, fold) for fold in range(folds.max() + 1)]
        logits = answers(rules)
        temperature, loss = temperature_of(logits, labels[judged], independent(groups[judged]))
        return confusion_of(logits, labels[judged]), loss, temperature, rules

    if folds.max() == 0:
        only = rule(1, None)
        return only, temperature_of(answers([only]), labels[judged], None)[0], None, None, False
    best, mirrored = judge(1), False
    if mirror != "no":
        other = judge(2)
        mirrored = mirror == "yes" or mirror_helps(best[:2], other[:2])
        best = other if mirrored else best
    confusion, _, temperature, rules = best
    return rule(2 if mirrored else 1, None), temperature, rules, confusion, mirrored


def chunks(places):
    return np.split(places, range(CHUNK, len(places), CHUNK))


def main():
    project = json.loads((HERE / "train_keras.json").read_text("utf-8"))
    options = options_of(project)
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    strategy = strategy_of(options.cpus)
    pictures = find_pictures(project, options.images, options.group_by)
    if len(pictures.names) < 2:
        sys.exit(f"Two folders with pictures in them are needed in {options.images}.")
    devices = strategy.num_replicas_in_sync
    print(f"{len(pictures.paths)} pictures, {len(pictures.names)} classes, {devices} device(s)")
    options.out.mkdir(parents=True, exist_ok=True)
    with strategy.scope():
        backbone = load_backbone(project["backbone"], options.backbone, options.weights)
    with tempfile.TemporaryDirectory(dir=options.out, ignore_cleanup_errors=True) as scratch:
        teach(project, options, strategy, pictures, backbone, Path(scratch))


def teach(project, options, strategy, pictures, backbone, scratch):
    paths, labels, classes = pictures.paths, pictures.labels, len(pictures.names)
    features = backbone.output_shape[-1]
    names = ["rows.npy"] if options.mirror == "no" else ["rows.npy", "mirrored.npy"]
    shape = (len(paths), features)
    sets = [np.lib.format.open_memmap(scratch / name, "w+", np.float32, shape) for name in names]
    digests, readable = embed(strategy, backbone, paths, options.batch, sets)
    for place in np.flatnonzero(~readable):
        print("Left out, it cannot be read:", os.fsdecode(paths[place]))
    taught, tested = readable & ~pictures.tested, readable & pictures.tested
    counts = np.bincount(labels[taught], minlength=classes)
    if not counts.all():
        sys.exit(f"No picture to learn from: {json.dumps(pictures.names[np.argmin(counts)])}")
    pictures.groups = join_equal(pictures.groups, digests, readable)
    copies = np.isin(digests[tested], digests[taught]).sum()
    if copies > 0:
        print(f"{copies} pictures of the test folder are copies of pictures to learn from.")

    folds = np.full(len(labels), -1)
    dealt = deal_folds(labels[taught], pictures.groups[taught], classes)
    folds[taught] = 0 if dealt is None else dealt
    fitted = closed_form(sets, pictures, folds, options.mirror, project["shrinkage"])
    rule, temperature, rules, confusion, mirrored = fitted
    accuracy = None
    if rules is None:
        print("Too few pictures to put some aside: how good it is cannot be said.")
    else:
        method = f"closed form, {len(rules)}-fold cross-validation, bursts kept together"
        accuracy = figures_of(method, confusion, pictures.groups[taught])

    by_gradient = options.head != "closed-form" or options.fine_tune > 0
    held = tested
    if by_gradient and rules and not tested.any():
        held, rule = folds == 0, rules[0]
    learned = np.flatnonzero(taught & ~held)
    with strategy.scope():
        head = head_of(options.head, classes, rule, temperature, features, options.units)
        if options.head != "closed-form":
            train_head(head, sets[0], labels, learned, options, strategy)
        classifier = classifier_of(backbone, head)
        if options.fine_tune > 0:
            own = [paths[place] for place in learned]
            train_whole(classifier, own, labels[learned], options, strategy, mirrored)

    on_held = None
    if held.any():
        places = np.flatnonzero(held)
        if options.fine_tune > 0:
            answers = np.zeros((len(places), classes), np.float32)
            embed(strategy, classifier, [paths[place] for place in places], options.batch, [answers])
        else:
            answers = np.concatenate([head(sets[0][some]).numpy() for some in chunks(places)])
        method = "the pictures in test" if tested.any() else "one fold held out"
        on_held = figures_of(method, confusion_of(answers, labels[places]), pictures.groups[places])

    metadata = {
        "labels": pictures.names,
        "preprocessing": project["preprocessing"],
        "backbone": {"label": str(options.backbone or backbone_name(project["backbone"]))},
        "head": {"kind": options.head, "features": features, "classes": classes},
        "temperature": None if by_gradient else temperature,
        "mirrorImagesUsed": mirrored,
        "accuracy": None if by_gradient else accuracy,
        "heldOut": on_held,
        "samplesPerClass": counts.tolist(),
        "trainedAt": datetime.now(timezone.utc).isoformat(),
    }
    save(classifier, metadata, options.out)


if __name__ == "__main__":
    main()
