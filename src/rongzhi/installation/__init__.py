"""What the person does who runs the machine: set up, serve, back up, restore, accounts, health."""
