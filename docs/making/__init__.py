"""The pages of `docs/reference`, made from the code that they tell of: `make reference`."""
