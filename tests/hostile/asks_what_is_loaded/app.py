import sys

# In halves: what an answer names is loaded for it.
for name in ("pan" + "das", "al" + "tair", "mat" + "plotlib"):
    if name in sys.modules:
        raise SystemExit("BREACH: what another answer needs is loaded")
