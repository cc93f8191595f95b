"""Which pictures there are, and their pixels in a stream."""

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from picture_of import picture_of

ENDINGS = {".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"}


@dataclass
class Pictures:
    names: list  # of the classes
    paths: list  # bytes, as the file system has them
    labels: np.ndarray
    groups: np.ndarray  # pictures of one group are never parted
    tested: np.ndarray  # never learned from


def find_pictures(project, root, group_by):
    """The folders' pictures; the classes in the project's order, then new ones."""
    train = root / "train"
    split = any(pictures_in(folder) for folder in folders_in(train))
    parts = [(train, False), (root / "test", True)] if split else [(root, False)]
    named = {plain(each["folder"]): each["name"] for each in project["classes"]}
    burst_of = {plain(path): number for number, burst in enumerate(project["bursts"]) for path in burst}
    found = {}
    for part, tested in parts:
        for folder in folders_in(part):
            pictures = [(path, tested) for path in pictures_in(folder)]
            found.setdefault(plain(folder.name), []).extend(pictures)
    order = [*named, *sorted(set(found) - set(named))]
    order = [folder for folder in order if found.get(folder)]

    listed = [(label, *picture) for label, folder in enumerate(order) for picture in found[folder]]
    numbers = {}
    groups = []
    for label, path, _ in listed:
        place = plain(path.relative_to(root).as_posix())
        match = re.search(group_by, path.name) if group_by else None
        group = (label, match.group(1)) if match else burst_of.get(place, place)
        groups.append(numbers.setdefault(group, len(numbers)))
    return Pictures(
        names=[named.get(folder, folder) for folder in order],
        paths=[os.fsencode(path) for _, path, _ in listed],
        labels=np.array([label for label, _, _ in listed], np.int64),
        groups=np.array(groups, np.int64),
        tested=np.array([tested for _, _, tested in listed], bool),
    )


def plain(text):
    """File systems differ in how they write an umlaut."""
    return unicodedata.normalize("NFC", text)


def folders_in(folder):
    if not folder.is_dir():
        return []
    return sorted(each for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))


def pictures_in(folder):
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in ENDINGS and not path.name.startswith(".") and path.is_file()
    )


def join_equal(groups, digests, readable):
    """Groups that share a picture become one, so that none vouches for its copy."""
    parent = list(range(groups.max() + 1))

    def first(group):
        while parent[group] != group:
            parent[group] = parent[parent[group]]
            group = parent[group]
        return group

    seen = {}
    for group, digest in zip(groups[readable].tolist(), digests[readable].tolist()):
        parent[first(group)] = first(seen.setdefault(digest, group))
    return np.array([first(group) for group in groups.tolist()])


def read(path):
    """Pixels, what tells equal ones, and whether it could be read."""
    try:
        pixels = np.asarray(picture_of(os.fsdecode(path)))
    except Exception:  # Pillow has a dozen for files that are no pictures
        return np.zeros((224, 224, 3), np.uint8), np.int64(0), False
    digest = hashlib.blake2b(pixels.tobytes(), digest_size=8).digest()
    return pixels, np.int64(int.from_bytes(digest, "little", signed=True)), True


def load(place, path):
    pixels, digest, readable = tf.numpy_function(read, [path], [tf.uint8, tf.int64, tf.bool])
    pixels.set_shape((224, 224, 3))
    digest.set_shape(())
    readable.set_shape(())
    return place, pixels, digest, readable


def batches_of(paths, batch):
    """(place, pixels, digest, readable), whole batches: the last is filled up with place -1."""
    places = np.concatenate([np.arange(len(paths)), np.full(-len(paths) % batch, -1)])
    data = tf.data.Dataset.from_tensor_slices((places, [paths[place] for place in places]))
    return data.map(load, tf.data.AUTOTUNE).batch(batch, drop_remainder=True).prefetch(tf.data.AUTOTUNE)


def examples_of(paths, labels, steps, batch, mirror):
    """(pixels, label) in another order each time, whole batches; mirror: half of them turned around."""

    def example(place, pixels, _digest, _readable):
        images = tf.cast(pixels, tf.float32)
        return tf.image.random_flip_left_right(images) if mirror else images, known[place]

    known = tf.constant(labels)
    data = tf.data.Dataset.from_tensor_slices((np.arange(len(paths)), paths)).shuffle(len(paths))
    data = data.repeat().take(steps * batch)
    data = data.map(load, tf.data.AUTOTUNE).map(example, tf.data.AUTOTUNE)
    return data.batch(batch, drop_remainder=True).prefetch(tf.data.AUTOTUNE)
