"""How good a classifier is, told from pictures that it has not seen, and how sure it may be."""

import math

import numpy as np
import tensorflow as tf


def deal_folds(labels, groups, classes):
    """Five folds, or as many as the smallest class has groups; no group is parted. None below two."""
    _, of = np.unique(groups, return_inverse=True)
    pairs, counts = np.unique(of * classes + labels, return_counts=True)
    pair_group, pair_class = np.divmod(pairs, classes)
    count = min(5, np.bincount(pair_class, minlength=classes).min())
    if count < 2:
        return None
    group_sizes = np.bincount(of)
    starts = np.searchsorted(pair_group, np.arange(len(group_sizes) + 1))
    order = np.random.default_rng(len(labels)).permutation(len(group_sizes))
    order = order[np.argsort(-group_sizes[order], kind="stable")]
    loads, sizes = np.zeros((count, classes)), np.bincount(labels, minlength=classes)
    fold_of = np.zeros(len(group_sizes), int)
    for group in order:
        own = slice(starts[group], starts[group + 1])
        held = pair_class[own]
        fold_of[group] = np.argmin(loads[:, held] @ (counts[own] / sizes[held]))
        loads[fold_of[group], held] += counts[own]
    return fold_of[of] if (loads < sizes).all() else None


def confusion_of(answers, labels):
    table = np.zeros((answers.shape[1], answers.shape[1]), int)
    np.add.at(table, (labels, answers.argmax(1)), 1)
    return table


def independent(groups):
    """How many independent pictures these are worth (Kish): the frames of a burst count as one."""
    sizes = np.unique(groups, return_counts=True)[1]
    return sizes.sum() ** 2 / (sizes**2).sum()


def figures_of(method, confusion, groups):
    right, total = int(np.trace(confusion)), int(confusion.sum())
    low, high = interval(right / total, independent(groups))
    value = right / total
    print(f"{method}: {right} of {total} right, {value:.1%} (95 % interval {low:.1%} to {high:.1%})")
    known = {"value": value, "low": low, "high": high, "samples": total, "method": method}
    return {**known, "confusion": confusion.tolist()}


def interval(share, count):
    """Of Clopper and Pearson, 95 %, on 0.8 of the pictures, for further ones vary as well."""
    right, wrong = 0.8 * count * share, 0.8 * count * (1 - share)
    low = 0.0 if right == 0 else beta_quantile(0.025, right, wrong + 1)
    return low, 1.0 if wrong < 1 else beta_quantile(0.975, right + 1, wrong)


def beta_quantile(chance, a, b):
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        below = float(tf.math.betainc(*(tf.constant(each, tf.float64) for each in (a, b, middle))))
        low, high = (middle, high) if below < chance else (low, middle)
    return low


def temperature_of(logits, labels, count):
    """
    What makes softmax(logits / T) as sure as it is right: from the mistakes, and from the spread of
    the margins. Also the loss that it leaves. `count` independent pictures; None where these are the
    pictures that were learned from.
    """
    rows, classes = logits.shape
    if count is None:
        sharpness, loss = likeliest(logits, labels, 0.25 / (classes + 0.5))
        return 1 / sharpness, loss
    loss = likeliest(logits, labels, 0.25 / (count + 0.5))[1]
    likely = likeliest(logits, labels, 0.01 / (count + 0.02))[0]
    others = np.ones(logits.shape, bool)
    others[np.arange(rows), labels] = False
    margins = (logits[np.arange(rows), labels][:, None] - logits)[others]
    mean = margins.mean()
    if mean <= 0:
        return 1 / likely, loss
    relative = (count * min(margins.var() / mean**2, 100) + 0.5) / (count + 0.5)
    wrong = count * (logits.argmax(1) != labels).mean()
    weight = count / (count + 5) * 5 / (5 + wrong)
    return min(20, 2 / (mean * relative)) ** -weight * likely ** (weight - 1), loss


def likeliest(logits, labels, doubt):
    """1 / T of the highest likelihood, `doubt` of each target on the other classes; and its loss."""
    shifted = logits - logits.max(1, keepdims=True)
    targets = np.full(logits.shape, doubt / (logits.shape[1] - 1))
    targets[np.arange(len(labels)), labels] = 1 - doubt
    wanted = (targets * shifted).sum(1)
    low, high = math.log(0.01 / max(-shifted.min(), 0.01 / 20)), math.log(20)
    for _ in range(32):
        middle = (low + high) / 2
        weights = np.exp(math.exp(middle) * shifted)
        slope = ((weights * shifted).sum(1) / weights.sum(1) - wanted).sum()
        low, high = (middle, high) if slope < 0 else (low, middle)
    sharpness = math.exp((low + high) / 2)
    loss = np.log(np.exp(sharpness * shifted).sum(1)) - sharpness * wanted
    return sharpness, loss.mean()


def mirror_helps(plain, mirrored):
    """Whether more pictures come out right, or as many at a lower loss, and no class pays for it."""
    (before, loss), (after, new_loss) = plain, mirrored
    lost = np.diag(before) - np.diag(after)
    if (lost > np.maximum(1, 0.05 * before.sum(1))).any():
        return False
    return bool(lost.sum() < 0 or (lost.sum() == 0 and new_loss < loss))
