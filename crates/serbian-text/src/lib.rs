//! Serbian in its two scripts: Cyrillic to Latin and back, search keys that
//! are the same for every spelling of a word, and keys that sort names in the
//! order of the Serbian alphabets.
//!
//! Cyrillic → Latin has one answer and is meant for whole texts; Latin →
//! Cyrillic has to guess now and then, and is meant for names and short
//! phrases that a person sees before they are stored.

mod alphabet;
mod exceptions;
mod protected;
mod search_key;
mod shown;
mod sort_key;
mod to_cyrillic;
mod to_latin;

pub use search_key::search_key;
pub use shown::{is_other_cyrillic, shown_in_latin};
pub use sort_key::{Order, sort_key, sort_key_in};
pub use to_cyrillic::to_cyrillic;
pub use to_latin::to_latin;
