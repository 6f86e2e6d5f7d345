with open("large", "wb") as file:
    file.truncate(2**30)
