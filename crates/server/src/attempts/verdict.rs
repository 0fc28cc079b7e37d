//! The one sentence about an attempt, and its trace in words.
