"""Helpers that formulas of a package call: each counts, reorders or cuts what it is given."""

from __future__ import annotations


def how_many(array):
    return len(array)


def added_up(array):
    return array.sum()


def deep(array):
    count = lambda inner: how_many(inner)  # noqa: E731, PLW0108
    return count(array)


class Tools:
    @staticmethod
    def how_many(array):
        return len(array)


class Counter:
    def __call__(self, array):
        return how_many(array)


count_it = Counter()
