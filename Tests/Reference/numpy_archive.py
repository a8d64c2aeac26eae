#!/usr/bin/env python3
"""Writes the archives that NumPyArchiveTests reads: the same arrays stored and deflated.

The arrays follow from the formulas below alone.
"""
import pathlib

import numpy

here = pathlib.Path(__file__).parent
arrays = {
    "layer0.weights": (numpy.arange(6) / 7).astype("<f4").reshape(2, 3),
    "layer0.biases": numpy.arange(4) / 3 - 0.5,
    "steps": numpy.array([-(2**63), 0, 2**63 - 1], dtype="<i8"),
    "pixels": (numpy.arange(24) * 11 % 256).astype("|u1").reshape(2, 3, 4),
    "rate": numpy.float64(0.1),
    "none": numpy.zeros((0, 5)),
    "größe": numpy.array([1.5]),
}
numpy.savez(here / "numpy_stored.npz", **arrays)
numpy.savez_compressed(here / "numpy_deflated.npz", **arrays)
# Two that have to be refused.
numpy.savez(here / "numpy_fortran.npz", turned=numpy.asfortranarray(numpy.ones((2, 3))))
numpy.savez(here / "numpy_halves.npz", halves=numpy.ones(3, dtype="<f2"))
