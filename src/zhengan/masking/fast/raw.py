"""Memory by its address: what a rule is handed is a number, and a call costs no counting of references.

A kernel that passes arrays from function to function spends more time on their reference counts (atomic, twice a call) than on
its work. Whoever calls holds the arrays; addresses here are int64, indexes count elements, nothing is checked.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

WORD = ir.IntType(64)


def place(builder: Any, address: Any, index: Any, bits: int) -> Any:
    """A pointer to the element."""
    return builder.gep(builder.inttoptr(address, ir.IntType(bits).as_pointer()), [index])


def reader(bits: int) -> Any:
    """An intrinsic that reads an unsigned element (64: signed) as int64."""

    @intrinsic
    def read(typingctx: Any, address: Any, index: Any) -> Any:
        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            value = builder.load(place(builder, args[0], args[1], bits))
            return builder.zext(value, WORD) if bits < 64 else value

        return types.int64(types.int64, types.int64), codegen

    return read


def writer(bits: int) -> Any:
    """An intrinsic that writes an element."""

    @intrinsic
    def write(typingctx: Any, address: Any, index: Any, value: Any) -> Any:
        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            kept = builder.trunc(args[2], ir.IntType(bits)) if bits < 64 else args[2]
            builder.store(kept, place(builder, args[0], args[1], bits))
            return context.get_constant(types.none, None)

        return types.none(types.int64, types.int64, types.int64), codegen

    return write


byte, half, long = reader(8), reader(32), reader(64)
set_byte, set_half, set_long = writer(8), writer(32), writer(64)


@intrinsic
def apart(typingctx: Any) -> Any:
    """Keeps the function in which it stands a function of its own: rules copied into rules took minutes to compile."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        builder.function.attributes.add("noinline")
        return context.get_constant(types.none, None)

    return types.none(), codegen


@intrinsic
def copied(typingctx: Any) -> Any:
    """Copies the function in which it stands into those that call it, which LLVM thinks too dear."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        builder.function.attributes.add("alwaysinline")
        return context.get_constant(types.none, None)

    return types.none(), codegen
