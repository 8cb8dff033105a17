"""The same answers as ``plain``, from compiled byte kernels that hold no lock."""
