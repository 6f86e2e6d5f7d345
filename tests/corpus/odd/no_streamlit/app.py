print("Runs so far: 1")
