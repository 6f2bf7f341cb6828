//! A year of the offices that Kontor is for, one story each: told to the built program from outside, over
//! months of the demo's clock, with a browser, a foreign mail reader and foreign calendars.

mod conference;
mod fair;
mod get_together;
mod lunch;
pub(crate) mod scene;
