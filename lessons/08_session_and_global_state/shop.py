cart = []
