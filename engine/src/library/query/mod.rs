//! The query language of search box, views and command line: words, and `key:value` learned from the screen.
//! A mistake is a hint, never an error: what cannot be understood is left out.

mod expression;
mod hint;
mod keys;
mod read;
mod tokens;

pub use expression::{Expression, Number, Query, Sort, Test};
pub use hint::{Hint, Name, messages};
pub use keys::{KEYS, values};

#[cfg(test)]
mod tests;
