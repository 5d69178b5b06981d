"""Logistic regression with a ridge, for all that is fitted to judged cases."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

Array = np.ndarray[Any, np.dtype[Any]]


def logistic(x: Array | sparse.csr_array, y: Array, ridge: float) -> Array:
    """Weights (features + 1,) of x (n, features) for y (n,) of 0 and 1; the last is the constant, which bears no ridge.

    The loss is the sum over the cases, in nats, and half the ridge times the squared weights. Raises ValueError for lengths that differ.
    """
    if x.shape[0] != len(y):
        raise ValueError(f"{x.shape[0]} rows of features and {len(y)} of outcomes")

    def loss(w: Array) -> tuple[float, Array]:
        z = x @ w[:-1] + w[-1]
        off = 1 / (1 + np.exp(-z)) - y
        slope = np.append(x.T @ off + ridge * w[:-1], off.sum())
        return float((np.logaddexp(0, z) - y * z).sum() + ridge * (w[:-1] @ w[:-1]) / 2), slope

    found: Array = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found
