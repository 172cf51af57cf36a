"""The pages: what Sundial means, how it is used, what there is, and why it is so. `make docs` builds them."""
