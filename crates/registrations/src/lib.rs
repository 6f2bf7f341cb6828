//! Takes sign-ups to forums in: pages, API, double opt-in, exact capacity.
