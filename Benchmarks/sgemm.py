#!/usr/bin/env python3
"""Single-precision matrix product of 2048 x 2048, one thread: the most that this core has done.

    sgemm.py             finds the fastest library and core type, prints them with their rate
    sgemm.py LIBRARY     measures one: `numpy` or the name of a shared OpenBLAS

OpenBLAS chooses its kernels by a core type, and does not know every processor: an AVX-512 machine
may get kernels of half the speed. So several are tried, each in a process of its own, which an
instruction that the processor lacks may end.
"""

import array
import ctypes
import json
import os
import subprocess
import sys
import time

SIZE = 2048
LIBRARIES = ("libopenblas.so.0", "numpy")
CORE_TYPES = {
    "x86_64": ("", "Haswell", "SkylakeX", "Cooperlake", "SapphireRapids", "Zen"),
    "aarch64": ("", "ARMV8", "NEOVERSEN1", "NEOVERSEV1", "NEOVERSEN2"),
}
ROW_MAJOR, NOT_TRANSPOSED = 101, 111


def product_of_library(name):
    library = ctypes.CDLL(name)
    sgemm = library.cblas_sgemm
    pointer = ctypes.POINTER(ctypes.c_float)
    integer, real = ctypes.c_int, ctypes.c_float
    sgemm.argtypes = [integer] * 6 + [real, pointer, integer, pointer, integer]
    sgemm.argtypes += [real, pointer, integer]
    sgemm.restype = None
    values = array.array("f", [(7 * index % 1000) / 1000 for index in range(SIZE * SIZE)])
    factors = (ctypes.c_float * (SIZE * SIZE)).from_buffer(values)
    result = (ctypes.c_float * (SIZE * SIZE))()

    def product():
        sgemm(
            ROW_MAJOR, NOT_TRANSPOSED, NOT_TRANSPOSED, SIZE, SIZE, SIZE,
            1.0, factors, SIZE, factors, SIZE, 0.0, result, SIZE,
        )  # fmt: skip

    return product


def product_of_numpy():
    import numpy

    factors = numpy.random.default_rng(1).random((SIZE, SIZE), dtype=numpy.float32)
    result = numpy.empty_like(factors)
    return lambda: numpy.dot(factors, factors, out=result)


def measure(library):
    """Operations a second, the best of several products."""
    product = product_of_numpy() if library == "numpy" else product_of_library(library)
    product()
    best = float("inf")
    for _ in range(6):
        start = time.perf_counter()
        product()
        best = min(best, time.perf_counter() - start)
    return 2 * SIZE**3 / best


def rate(library, core_type, environment, before=None):
    """`measure` in a process of its own; 0 where that is not to be had here."""
    if core_type:
        environment = {**environment, "OPENBLAS_CORETYPE": core_type}
    child = subprocess.run(
        [sys.executable, os.path.abspath(__file__), library],
        env=environment, preexec_fn=before, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(child.stdout)["rate"] if child.returncode == 0 else 0.0


def all_rates(environment, before=None):
    """(rate, library, core type), the fastest first; what cannot be had is left out."""
    found = [
        (rate(library, core_type, environment, before), library, core_type)
        for library in LIBRARIES
        for core_type in CORE_TYPES.get(os.uname().machine, ("",))
    ]
    return sorted((entry for entry in found if entry[0] > 0), reverse=True)


def main():
    if len(sys.argv) > 1:
        print(json.dumps({"rate": measure(sys.argv[1])}))
        return
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    for value, library, core_type in all_rates(environment):
        print(f"{value / 1e9:7.1f} GFLOP/s  {library}, core type {core_type or 'its own choice'}")


if __name__ == "__main__":
    main()
