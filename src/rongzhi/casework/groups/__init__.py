"""Groups of parallel cases as people read them, and the acts on many member cases at once."""
