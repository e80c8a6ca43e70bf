"""The port to the courts' platform: mediation packets, applications for confirmation, suits after a failed mediation."""
