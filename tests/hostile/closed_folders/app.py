import os

for mode in (0, 0o100, 0o300, 0o400, 0o500):
    name = f"folder-{mode:o}"
    if not os.path.isdir(name):
        os.mkdir(name, mode)
    if mode & 0o300 == 0o300:
        with open(f"{name}/inside", "w") as file:
            file.write("x")
        if not os.path.isdir(f"{name}/within"):
            os.mkdir(f"{name}/within", 0)
os.umask(0o777)
