//! The documents that people carry home: what a certificate says, its number and
//! check code, and its PDF; and the printed completion record.
//!
//! Facts come in as data and are set by two templates that ship with the crate.
//! No file, no network, no clock, no randomness: the same facts make the same
//! bytes.

// The samples of the tests are written as a user of the crate would write them.
#[cfg(test)]
extern crate self as certificates;

mod check_code;
mod faces;
mod facts;
mod number;
mod qr;
mod record;
#[cfg(test)]
#[path = "../tests/sample/mod.rs"]
mod sample;
mod sheet;
mod typesetting;
mod words;

pub use check_code::{CheckCode, CodeError};
pub use faces::{Face, PersonName, Words};
pub use facts::{
    Accreditation, CertificateFacts, Finding, Issuer, Mode, Programme, Reached, Signatory,
};
pub use grading::{DocumentKind, Percent};
pub use number::{DocumentNumber, NumberError};
pub use record::{Align, Column, MAX_RECORD_ROWS, RecordFacts, render_record_pdf};
pub use sheet::render_pdf;
pub use typesetting::RenderError;
