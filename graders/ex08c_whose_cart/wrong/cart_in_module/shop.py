CATALOGUE = {"green tea": 4, "black tea": 3, "a cup": 9}
CART = []
