//! A year of the offices that Kontor is for, one story each: told to the built program from outside, over
//! months of the demo's clock, with a browser, a foreign mail reader and foreign calendars.

mod fair;
mod lunch;
pub(crate) mod scene;
