# -*- coding: rot13 -*-
vzcbeg fgernzyvg nf fg
