"""Gradient-boosted trees for two classes, written from the paper with numpy alone: what our trainer is compared with.

Chen and Guestrin, "XGBoost: A Scalable Tree Boosting System" (2016), https://arxiv.org/abs/1603.02754: second-order logistic loss,
leaves -G / (H + lambda), greedy search over all splits. Every distinct value of a feature is a bin of its own, so the histograms are exact.
As in XGBoost, the loss that a split saves is not halved, and splits that save less than gamma go from the leaves up. No missing values.
With subsample below 1 every tree sees each row with that probability, drawn by numpy's generator from the seed; its leaves then hold for all rows.

Reads {"train": {"features": [[...]], "labels": [...]}, "test": {...}, "parameters": {...}} from the standard input and
prints {"auc": ..., "probabilities": [...], "leaves": [...]}: of the test rows, and how many leaves each tree has.
"""

import json
import sys

import numpy as np


class Bins:
    """Rows as bin numbers: feature by feature the rank of the value among the distinct ones."""

    def __init__(self, features):
        self.values = [np.unique(column) for column in features.T]
        self.width = max(len(values) for values in self.values)
        ranks = np.stack([np.searchsorted(v, c) for v, c in zip(self.values, features.T)], axis=1)
        self.ranks = ranks
        # One number for feature and bin, so that one count serves all features.
        self.flat = ranks + np.arange(features.shape[1]) * self.width

    def sums(self, rows, weights):
        """Weights of the rows by feature and bin: features x width."""
        count = self.flat.shape[1]
        repeated = np.repeat(weights[rows], count)
        return np.bincount(self.flat[rows].ravel(), repeated, minlength=count * self.width).reshape(count, self.width)


class Node:
    def __init__(self, rows):
        self.rows = rows
        self.left = self.right = None


def score(gradient, hessian, penalty):
    return gradient**2 / (hessian + penalty)


def grow(bins, gradient, hessian, rows, depth, p):
    node = Node(rows)
    node.total = total_g, total_h = gradient[rows].sum(), hessian[rows].sum()
    if depth == p["max_depth"]:
        return node
    left_g = np.cumsum(bins.sums(rows, gradient), axis=1)[:, :-1]
    left_h = np.cumsum(bins.sums(rows, hessian), axis=1)[:, :-1]
    right_g, right_h = total_g - left_g, total_h - left_h
    gain = score(left_g, left_h, p["lambda"]) + score(right_g, right_h, p["lambda"]) - score(total_g, total_h, p["lambda"])
    counts = np.cumsum(bins.sums(rows, np.ones(len(gradient))), axis=1)[:, :-1]
    allowed = (left_h >= p["min_child_weight"]) & (right_h >= p["min_child_weight"]) & (counts > 0) & (counts < len(rows))
    gain = np.where(allowed, gain, -np.inf)
    feature, rank = np.unravel_index(np.argmax(gain), gain.shape)
    if not gain[feature, rank] > 1e-6:
        return node
    # Halfway to the next value that any row of this node has.
    here = np.unique(bins.ranks[rows, feature])
    above = here[np.searchsorted(here, rank, side="right")]
    values = bins.values[feature]
    node.feature, node.condition, node.gain = feature, (values[rank] + values[above]) / 2, gain[feature, rank]
    goes_left = bins.ranks[rows, feature] <= rank
    node.left = grow(bins, gradient, hessian, rows[goes_left], depth + 1, p)
    node.right = grow(bins, gradient, hessian, rows[~goes_left], depth + 1, p)
    return node


def prune(node, gamma):
    if node.left is None:
        return
    prune(node.left, gamma)
    prune(node.right, gamma)
    if node.left.left is None and node.right.left is None and node.gain < gamma:
        node.left = node.right = None


def add(node, features, rows, margins, p):
    """Adds the tree's values to the rows' margins; @returns its number of leaves."""
    if node.left is None:
        gradient, hessian = node.total
        margins[rows] -= p["eta"] * gradient / (hessian + p["lambda"])
        return 1
    goes_left = features[rows, node.feature] < node.condition
    return add(node.left, features, rows[goes_left], margins, p) + add(node.right, features, rows[~goes_left], margins, p)


def sigmoid(margins):
    return 1 / (1 + np.exp(-margins))


def area_under_curve(labels, scores):
    """Mann and Whitney: how often a positive row scores above a negative one; equal scores count half."""
    positive, negative = scores[labels == 1], scores[labels == 0]
    above = (positive[:, None] > negative[None, :]).sum()
    equal = (positive[:, None] == negative[None, :]).sum()
    return (above + equal / 2) / (len(positive) * len(negative))


def main():
    question = json.load(sys.stdin)
    p = question["parameters"]
    train, test = (np.array(question[split]["features"], dtype=float) for split in ("train", "test"))
    labels, truth = (np.array(question[split]["labels"]) for split in ("train", "test"))
    if np.isnan(train).any() or np.isnan(test).any():
        sys.exit("Missing values are not for this program.")
    bins = Bins(train)
    start = np.log(p["base_score"] / (1 - p["base_score"]))
    margins, answers = np.full(len(train), start), np.full(len(test), start)
    leaves = []
    random = np.random.default_rng(p["seed"])
    for _ in range(p["num_round"]):
        probability = sigmoid(margins)
        seen = np.flatnonzero(random.random(len(train)) < p["subsample"])
        tree = grow(bins, probability - labels, probability * (1 - probability), seen, 0, p)
        prune(tree, p["gamma"])
        leaves.append(add(tree, train, np.arange(len(train)), margins, p))
        add(tree, test, np.arange(len(test)), answers, p)
    probabilities = sigmoid(answers)
    print(json.dumps({"auc": area_under_curve(truth, probabilities), "probabilities": probabilities.tolist(), "leaves": leaves}))


main()
