import pytest

pytest.skip("nothing to see here")
