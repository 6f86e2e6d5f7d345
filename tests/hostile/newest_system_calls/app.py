from tries import call, refused, targets

home = targets["home"].encode()
for number in (425, 428, 430, 442, 447, 449 + 3, 457, 458, 463, 464, 465, 466, 467, 468, 469, 470):
    refused(lambda: call(number, -100, home, 0o777, 0, 0, 0))
