"""The port to the province's platform: packets for regulators and departments, whole files for other counties."""
