from dataclasses import dataclass


@dataclass(frozen=True)
class Tool:
    name: str

    def __call__(self, text):
        if self.name == "upper":
            return text.upper()
        if self.name == "reverse":
            return text[::-1]
        return text.replace(" ", "") if self.name == "no spaces" else text + " hurra"
