"""Measures the product beside its peers. Started by Benchmarks/run."""
