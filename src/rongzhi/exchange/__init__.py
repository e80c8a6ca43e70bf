"""Exchange: delivers what the record says is to be sent, and takes in what comes in batches."""
