# TODO: begin tomorrow
