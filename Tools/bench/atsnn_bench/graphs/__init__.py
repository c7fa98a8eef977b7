"""The peers' int8 graphs, built from a chain and the ranges that `observe` measured."""
