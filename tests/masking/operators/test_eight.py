"""Words of eight digits against plain Python."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numba import njit

from tests.masking.operators.values import luhn_valid
from zhengan.masking.operators import eight


# Compiled together, as the kernels use them: a word that comes back to Python on the way loses its type.
@njit
def digits(data):
    return eight.are_digits(eight.load(data, 0))


@njit
def read(data, at):
    return eight.read(eight.load(data, at))


@njit
def write(data, at, value):
    eight.store(data, at, eight.written(value))


@njit
def number(data, begin, end):
    return eight.number(data, begin, end)


@njit
def put(data, begin, end, value):
    eight.put(data, begin, end, value)


@njit
def luhn(data, place):
    return eight.luhn(data, 0, data.size, place)


def bytes_of(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("latin-1"), np.uint8).copy()


@settings(deadline=None)
@given(
    st.text(st.characters(max_codepoint=255), min_size=8, max_size=8)
    | st.text("0123456789/:", min_size=8, max_size=8)
)
def test_are_digits(text):
    assert digits(bytes_of(text)) == (text.isascii() and text.isdigit())


@settings(deadline=None)
@given(st.integers(0, 10**8 - 1))
@example(0)
@example(99_999_999)
def test_read_and_written(value):
    data = np.zeros(10, np.uint8)
    write(data, 1, np.uint64(value))
    assert data[1:9].tobytes().decode() == f"{value:08}"
    assert read(data, 1) == value


@settings(deadline=None)
@given(st.text("0123456789", min_size=1, max_size=19), st.integers(0, 3))
def test_number_and_put(text, before):
    data = bytes_of("x" * before + text + "y")
    end = before + len(text)
    value = number(data, before, end)
    assert value == int(text)
    data[before:end] = ord("?")
    put(data, before, end, np.uint64(value))
    assert data.tobytes().decode() == "x" * before + text + "y"


@settings(deadline=None)
@given(st.text("0123456789", min_size=1, max_size=40))
def test_luhn(text):
    data = bytes_of(text)
    assert (luhn(data, 0) % 10 == 0) == luhn_valid(text)
    check = (10 - luhn(data, 1) % 10) % 10
    assert luhn_valid(f"{text}{check}")
