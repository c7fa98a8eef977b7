"""What a model takes of a device's flash and RAM, before a build and after it."""
