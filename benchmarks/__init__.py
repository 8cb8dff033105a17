"""How fast it is: each `bench_*.py` measures one thing beside its floor or peer, in the same run."""
