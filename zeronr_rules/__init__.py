"""French social benefits as OpenFisca variables, dated parameters and a vectorised core."""
