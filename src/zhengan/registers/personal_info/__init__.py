"""Personal information: data sets outside production, masking runs, outbound channels and their samples."""
