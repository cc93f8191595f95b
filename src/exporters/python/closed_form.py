"""Linear discriminant analysis with equal priors, from sums: the head that Show & Tell fits."""

import numpy as np


class Sums:
    """All that the rule needs of the pictures of each fold, however many: counts, sums, sums of x xT."""

    def __init__(self, folds, classes, features):
        self.counts = np.zeros((folds, classes))
        self.sums = np.zeros((folds, classes, features))
        self.scatter = np.zeros((folds, features, features))

    def add(self, rows, labels, folds):
        one_hot = np.eye(self.counts.shape[1])[labels]
        for fold in np.unique(folds):
            own = folds == fold
            self.counts[fold] += one_hot[own].sum(0)
            self.sums[fold] += one_hot[own].T @ rows[own]
            self.scatter[fold] += rows[own].T @ rows[own]


def fit(parts, left_out, sets, labels, groups, folds, shrinkage):
    """
    The rule without one fold: kernel, bias and centre, for (embedding - centre) @ kernel + bias.
    `parts` are the sums over `sets`, the embeddings and, where used, those of the mirror images.
    """
    kept = [fold for fold in range(len(parts[0].counts)) if fold != left_out]
    counts = sum(part.counts[kept].sum(0) for part in parts)
    sums = sum(part.sums[kept].sum(0) for part in parts)
    scatter = sum(part.scatter[kept].sum(0) for part in parts)
    classes, features = sums.shape
    means = sums / counts[:, None]
    centre = means.mean(0)
    within = scatter - (means.T * counts) @ means
    between = ((means - centre) ** 2).sum() / classes
    freedom = counts.sum() - classes
    spread = max(0, np.trace(within)) / freedom if freedom > 0 else between
    variance = max(spread, 1e-6 * between, 1e-12 * (centre**2).sum(), 1e-60)
    scale = (1 - shrinkage) / max(1, freedom)
    covariance = scale * within + shrinkage * variance / features * np.eye(features)
    kernel = np.linalg.solve(covariance, (means - centre).T)
    bias = -0.5 * ((means - centre) * kernel.T).sum(1)
    used = np.flatnonzero((folds >= 0) & (folds != (-1 if left_out is None else left_out)))
    bias += mean_noise(sets, used, labels, groups, means, covariance, scale)
    return kernel, bias, centre


def logits_of(rule, rows):
    kernel, bias, centre = rule
    return (rows - centre) @ kernel + bias


def mean_noise(sets, used, labels, groups, means, covariance, scale):
    """
    Noise makes the mean of few pictures longer, and its length counts against the class: what to give
    back to each. Measured on up to 48 units (a burst, a picture with its mirror image) left out.
    """
    classes = len(means)
    keys = groups[used] * classes + labels[used]
    keys, unit, sizes = np.unique(keys, return_inverse=True, return_counts=True)
    of = keys % classes
    sizes = sizes * len(sets)
    counts = np.bincount(of, sizes, classes)
    squares = np.bincount(of, sizes**2, classes)
    variance = squares / counts**2
    measured = np.flatnonzero(variance[of] < 1)
    if np.ptp(variance) < 1e-9 or len(measured) == 0:
        return np.zeros(classes)
    step = max(1, len(measured) / 48)
    units, chosen = [], 0
    for number in measured[np.arange(step / 2, len(measured), step).astype(int)]:
        if chosen < 192:
            members = used[unit == number]
            rows = np.concatenate([each[members] for each in sets]).astype(np.float64)
            units.append((of[number], rows - means[of[number]]))
            chosen += len(rows)
    all_rows = np.concatenate([rows for _, rows in units])
    solved = np.linalg.solve(covariance, all_rows.T)
    distances, at = [], 0
    for label, rows in units:
        count = len(rows)
        remainder = np.eye(count) - scale * rows @ solved[:, at : at + count]
        at += count
        apart = max(0, np.linalg.solve(remainder, np.ones(count)).sum() / count**2 - 1 / count)
        others = counts[label] - count
        apart /= max(1e-9, 1 - count**2 / others * apart)
        noise = (squares[label] - count**2) / others**2
        distances.append((counts[label] / others) ** 2 * apart / (1 + noise))
    return np.mean(distances) / scale * variance / 2
