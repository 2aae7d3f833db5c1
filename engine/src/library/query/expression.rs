//! A query as conditions and an order.

use super::hint::Hint;
use crate::article::Place;

/// A query, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// What must hold.
    pub expression: Expression,
    /// In which order.
    pub sort: Sort,
    /// What was not understood.
    pub hint: Option<Hint>,
}

/// Conditions, joined.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// All of these hold.
    All(Vec<Expression>),
    /// One of these holds.
    Any(Vec<Expression>),
    /// This does not hold.
    Not(Box<Expression>),
    /// One condition.
    Test(Test),
}

/// What can be asked of an article.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Stands in this place.
    Place(Place),
    /// Decided and not handed over.
    Pending,
    /// A field of yours that the wire changed too.
    Conflict,
    /// A report that stands folded under its lead.
    Folded,
    /// Has this: one bit of [`facts`](crate::library::facts).
    Has(i64),
    /// Has it not.
    Lacks(i64),
    /// Names a picture, and its state has one of these bits of [`pictures`](crate::library::pictures), if any is named, and none of those.
    Picture {
        /// One of these.
        with: i64,
        /// None of those.
        without: i64,
    },
    /// A number, from and to, both included; an article without it is not found.
    Number(Number, i64, i64),
    /// Dated from the first moment on and before the second, in milliseconds since 1970-01-01 UTC.
    Dated(i64, i64),
    /// Has this topic, whatever the case.
    Topic(String),
    /// The provider's name holds this, whatever the case.
    Provider(String),
    /// `article`, `video`, ...
    Kind(String),
    /// These words, one after the other.
    Words {
        /// As typed.
        text: String,
        /// The last of them may go on.
        prefix: bool,
        /// Only there: a column of the full text.
        column: Option<&'static str>,
    },
}

/// Numbers of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// Score.
    Quality,
    /// The robot's measure of attention.
    Heat,
    /// How many other reports of the story.
    Coverage,
}

/// In which order hits stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// Best quality first.
    Quality,
    /// Most heat first.
    Heat,
}
