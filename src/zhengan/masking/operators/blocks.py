"""The block cipher under the pseudonyms, AES or SM4, over many blocks in one call."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from numpy.typing import NDArray

from zhengan.masking.operators import aes_code

BlockCipher = Literal["aes", "sm4"]
SIZE = 16


class Blocks:
    """Encrypts blocks of 16 bytes, each by itself. Not shared between threads: each makes its own.

    ``secret``: 16, 24 or 32 bytes for AES, 16 for SM4. FF1 asks for exactly this: what it encrypts are the inputs of a
    round function that never leave memory, so that equal blocks show nothing to anybody.
    """

    def __init__(self, secret: bytes, cipher: BlockCipher = "aes"):
        self._wide_key = secret if cipher == "aes" and len(secret) == aes_code.KEY_BYTES else b""
        algorithm = algorithms.SM4(secret) if cipher == "sm4" else algorithms.AES(secret)
        self._encryptor = Cipher(algorithm, modes.ECB()).encryptor()  # nosec B305: the round function of FF1

    @cached_property
    def schedule(self) -> NDArray[np.uint32] | None:
        """The round keys of AES-256 for code that uses the processor's own instructions; None where there are none."""
        return aes_code.schedule(self._wide_key) if self._wide_key and aes_code.at_hand() else None

    def one(self, block: bytes) -> bytes:
        """Some whole blocks, encrypted."""
        return self._encryptor.update(block)

    def many(self, buffer: NDArray[np.uint8], count: int) -> None:
        """Encrypt the first ``count`` blocks of a buffer in place; the buffer has one block to spare."""
        self._encryptor.update_into(buffer[: count * SIZE].data, buffer.data)
