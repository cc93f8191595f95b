"""The frozen backbone, the head, and both trained by gradient; on every device of a strategy."""

import json
import re
import sys
import time

import keras
import numpy as np
import tensorflow as tf
from pictures import batches_of, examples_of

ALPHAS = {1: [0.25, 0.5, 0.75, 1.0], 2: [0.35, 0.5, 0.75, 1.0, 1.3, 1.4]}


def alpha_of(wanted):
    """The nearest width that there are weights for."""
    return min(ALPHAS[wanted["version"]], key=lambda each: abs(each - wanted["alpha"]))


def backbone_name(wanted):
    return f"MobileNet v{wanted['version']} {alpha_of(wanted)} of keras.applications"


def load_backbone(wanted, file, weights):
    """From raw RGB pixels, 0 to 255, to the embedding."""
    if file:
        whole = keras.saving.load_model(file)
        tensor = whole.outputs[0]
        of_head = keras.layers.Softmax, keras.layers.Dense
        while isinstance(layer := tensor._keras_history.operation, of_head):
            tensor = layer.input
        return keras.Model(whole.inputs, tensor, name="backbone")
    make = keras.applications.MobileNet if wanted["version"] == 1 else keras.applications.MobileNetV2
    try:
        network = make(
            input_shape=(224, 224, 3),
            alpha=alpha_of(wanted),
            include_top=False,
            pooling="avg",
            weights=None if weights == "none" else weights,
        )
    except Exception as error:  # of the download, or of the file
        sys.exit(f"{backbone_name(wanted)}: {error}\nWithout internet: see --backbone and --weights.")
    image = keras.Input((224, 224, 3))
    pixels = keras.layers.Rescaling(1 / 127.5, -1)(image)
    # training=False: batch norms stay as they are, in fine-tuning as well.
    return keras.Model(image, network(pixels, training=False), name="backbone")


def embed(strategy, network, paths, batch, sets):
    """
    Fills sets[0] with the network's answers, and sets[1], where there is one, with those to mirror
    images. Returns digests that tell equal pictures, and which pictures could be read.
    """

    @tf.function
    def step(places, pixels, digests, readable):
        images = tf.cast(pixels, tf.float32)
        views = [images, images[:, :, ::-1]][: len(sets)]
        return places, digests, readable, [network(view, training=False) for view in views]

    digests, readable = np.zeros(len(paths), np.int64), np.zeros(len(paths), bool)
    began = told = time.time()
    done = 0
    data = batches_of(paths, batch * strategy.num_replicas_in_sync)
    for of_all in strategy.experimental_distribute_dataset(data):
        places, some_digests, some_readable, answers = strategy.run(step, args=of_all)
        parts = places, some_digests, some_readable, *answers
        for of_device in zip(*map(strategy.experimental_local_results, parts)):
            place, digest, fine, *rows = (tensor.numpy() for tensor in of_device)
            real = place >= 0
            digests[place[real]], readable[place[real]] = digest[real], fine[real]
            for whole, part in zip(sets, rows):
                whole[place[real]] = part[real]
            done += int(real.sum())
        if time.time() - told > 10:
            told = time.time()
            print(f"  {done} of {len(paths)} pictures, {done / (told - began):.0f} a second", flush=True)
    print(f"  {done} pictures in {time.time() - began:.1f} s", flush=True)
    return digests, readable


def head_of(kind, classes, rule, temperature, features, units=0):
    """Embedding to logits. Closed form and dense begin as the linear rule, its temperature folded in."""
    dense = keras.layers.Dense(classes, name="head")
    before = [keras.layers.Dense(units, "relu", name="hidden")] if kind == "hidden" else []
    head = keras.Sequential([keras.Input((features,)), *before, dense])
    if kind != "hidden":
        kernel, bias, centre = rule
        folded = (kernel / temperature).astype(np.float32)
        dense.set_weights([folded, (bias / temperature - centre @ folded).astype(np.float32)])
    return head


def classifier_of(backbone, head):
    image = keras.Input((224, 224, 3), name="image")
    row = backbone(image, training=False)
    for layer in head.layers:
        row = layer(row)
    return keras.Model(image, keras.layers.Softmax(name="probabilities")(row), name="show_and_tell")


def even_batches(count, batch, strategy):
    """How many batches, and their size: all whole, as Keras wants them where devices share one."""
    devices = strategy.num_replicas_in_sync
    batch = devices * min(batch, -(-count // devices))
    return -(-count // batch), batch


def train_head(head, rows, labels, learned, options, strategy):
    """On embeddings that lie on disk. Call it in the strategy's scope."""
    steps, batch = even_batches(len(learned), options.head_batch, strategy)
    random = np.random.default_rng(0)

    def batches():
        order = np.resize(random.permutation(learned), (steps, batch))
        for some in np.sort(order):
            yield rows[some], labels[some]

    signature = tf.TensorSpec((None, rows.shape[1]), tf.float32), tf.TensorSpec((None,), tf.int64)
    data = tf.data.Dataset.from_generator(batches, output_signature=signature)
    data = data.apply(tf.data.experimental.assert_cardinality(steps))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    head.compile(keras.optimizers.Adam(options.learning_rate), loss, metrics=["accuracy"])
    head.fit(data.prefetch(tf.data.AUTOTUNE), epochs=options.epochs, shuffle=False, verbose=2)


def train_whole(classifier, paths, labels, options, strategy, mirror):
    """All layers, from the pictures. Call it in the strategy's scope."""
    data = examples_of(paths, labels, *even_batches(len(paths), options.batch, strategy), mirror)
    classifier.trainable = True
    adam = keras.optimizers.Adam(options.fine_tune_rate)
    classifier.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
    classifier.fit(data, epochs=options.fine_tune, shuffle=False, verbose=2)


def save(classifier, metadata, folder):
    classifier.save(folder / "model.keras")
    (folder / "metadata.json").write_text(json.dumps(metadata, indent=1) + "\n", "utf-8")
    lines = [re.sub("[\r\n\x85\u2028\u2029]+", " ", label) + "\n" for label in metadata["labels"]]
    (folder / "labels.txt").write_text("".join(lines), "utf-8", "replace")
    print("Written: model.keras, metadata.json and labels.txt in", folder)
