"""Each request comes from an address of its own, so that none meets the limits of those before it."""

import itertools

import schemathesis

_numbers = itertools.count(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    number = next(_numbers)
    case.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
