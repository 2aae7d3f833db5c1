//! Asking: a query → the articles that it finds, in order.

use std::cmp::Reverse;

use rusqlite::Connection;

use super::bits::Bits;
use super::{Fact, Index, Slot};
use crate::article::{ArticleId, Place};
use crate::error::Error;
use crate::library::facts::PICTURE;
use crate::library::query::Hint;
use crate::library::query::Name;
use crate::library::query::{Expression, Number, Query, Sort, Test};

/// What a query found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// What is shown, in order.
    pub ids: Vec<ArticleId>,
    /// How many articles were found, reports that stand folded included.
    pub total: u32,
    /// Leads that are shown for a hit in a report folded under them, and were not found themselves.
    pub for_a_report: Vec<ArticleId>,
    /// What the library does not know of what was asked, in a sentence.
    pub hint: Option<Hint>,
}

/// Whether reports stand for themselves or under their lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folding {
    /// Every article stands for itself.
    Apart,
    /// A hit in a folded report shows its lead, and its place is that of its lead.
    UnderLead,
}

/// One query being asked.
pub(super) struct Asked<'a> {
    index: &'a Index,
    connection: &'a Connection,
    folding: Folding,
    hint: Option<Hint>,
}

impl Index {
    /// Every article that a query finds, each for itself.
    pub fn articles(&self, connection: &Connection, query: &Query) -> Result<Hits, Error> {
        let (found, hint) = self.found(connection, query, Folding::Apart)?;
        let ids = self.in_order(&found, query.sort);
        Ok(Hits { total: count(ids.len()), ids, for_a_report: Vec::new(), hint })
    }

    /// The stories that a query finds: reports stand under their lead.
    pub fn stories(&self, connection: &Connection, query: &Query) -> Result<Hits, Error> {
        let (found, hint) = self.found(connection, query, Folding::UnderLead)?;
        let (mut shown, mut reports) = (found.clone(), found.clone());
        shown.and_not(&self.folded);
        reports.and(&self.folded);
        let mut for_a_report = Vec::new();
        for slot in reports.iter() {
            let lead = self.fact(slot).lead;
            if !shown.has(lead) {
                for_a_report.push(ArticleId(self.fact(lead).id));
                shown.put(lead);
            }
        }
        let ids = self.in_order(&shown, query.sort);
        Ok(Hits { ids, total: count(found.count()), for_a_report, hint })
    }

    /// The slots that a query finds, without what is gone.
    pub(super) fn found(
        &self,
        connection: &Connection,
        query: &Query,
        folding: Folding,
    ) -> Result<(Bits, Option<Hint>), Error> {
        let mut asked = Asked { index: self, connection, folding, hint: None };
        let mut found = asked.expression(&query.expression)?;
        found.and(&self.there);
        Ok((found, asked.hint))
    }

    fn in_order(&self, found: &Bits, sort: Sort) -> Vec<ArticleId> {
        let mut ids: Vec<ArticleId> = match sort {
            Sort::Newest | Sort::Oldest => of_each(found, |slot| self.ids[slot as usize]),
            Sort::Quality => self.highest_first(found, |fact| fact.quality),
            Sort::Heat => self.highest_first(found, |fact| fact.heat),
        };
        if sort == Sort::Oldest {
            ids.reverse();
        }
        ids
    }

    /// By what stands in the facts; of those that are alike, the newer come first.
    fn highest_first(&self, found: &Bits, of: impl Fn(&Fact) -> i32) -> Vec<ArticleId> {
        // What is compared lies side by side: looked up in the facts, each comparison would wait for the memory.
        let mut slots = of_each(found, |slot| (Reverse(of(self.fact(slot))), slot));
        slots.sort_by_key(|(value, _)| *value);
        slots.into_iter().map(|(_, slot)| self.ids[slot as usize]).collect()
    }
}

/// Something of each that was found. It is known how many they are: a list that grows would be copied again and again.
fn of_each<T>(found: &Bits, of: impl Fn(Slot) -> T) -> Vec<T> {
    let mut all = Vec::with_capacity(found.count());
    all.extend(found.iter().map(of));
    all
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Asked<'_> {
    fn expression(&mut self, expression: &Expression) -> Result<Bits, Error> {
        match expression {
            Expression::All(all) => self.all(all),
            Expression::Any(any) => {
                let mut found = Bits::none(self.index.facts.len());
                for part in any {
                    found.or(&self.expression(part)?);
                }
                Ok(found)
            }
            Expression::Not(part) => {
                let mut found = self.expression(part)?;
                found.not();
                Ok(found)
            }
            Expression::Test(Test::Words { text, prefix, column }) => self.matching(&words(text, *prefix, *column)),
            Expression::Test(test) => Ok(self.test(test)),
        }
    }

    /// Words that stand side by side are looked up at once: the full text walks the rarest of them.
    fn all(&mut self, all: &[Expression]) -> Result<Bits, Error> {
        let (mut found, mut sought) = (Bits::all(self.index.facts.len()), Vec::new());
        for part in all {
            match part {
                Expression::Test(Test::Words { text, prefix, column }) => sought.push(words(text, *prefix, *column)),
                part => found.and(&self.expression(part)?),
            }
        }
        if !sought.is_empty() {
            found.and(&self.matching(&sought.join(" AND "))?);
        }
        Ok(found)
    }

    fn matching(&self, sought: &str) -> Result<Bits, Error> {
        let mut found = Bits::none(self.index.facts.len());
        let mut statement = self.connection.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1")?;
        let mut rows = statement.query([sought])?;
        while let Some(row) = rows.next()? {
            if let Some(slot) = self.index.slot(ArticleId(row.get(0)?)) {
                found.put(slot);
            }
        }
        Ok(found)
    }

    fn test(&mut self, test: &Test) -> Bits {
        let facts = &self.index.facts;
        match test {
            Test::Place(place) => self.standing(*place),
            Test::Pending => Bits::those(facts, |fact| fact.pending),
            Test::Conflict => Bits::those(facts, |fact| fact.conflict),
            Test::Folded => self.index.folded.clone(),
            Test::Has(bit) => Bits::those(facts, |fact| i64::from(fact.has) & bit != 0),
            Test::Lacks(bit) => Bits::those(facts, |fact| i64::from(fact.has) & bit == 0),
            Test::Picture { with, without } => {
                let named = |fact: &Fact| i64::from(fact.has) & PICTURE != 0;
                let is = |fact: &Fact, bits: i64| i64::from(fact.picture) & bits != 0;
                Bits::those(facts, |fact| named(fact) && (*with == 0 || is(fact, *with)) && !is(fact, *without))
            }
            Test::Number(which, from, to) => {
                let within = |number: i32| number != i32::MIN && (*from..=*to).contains(&i64::from(number));
                Bits::those(facts, |fact| within(number(fact, *which)))
            }
            Test::Dated(from, to) => {
                Bits::those(facts, |fact| fact.published_ms != i64::MIN && (*from..*to).contains(&fact.published_ms))
            }
            Test::Topic(topic) => {
                let lists = self.index.topics.those(|name| name == topic);
                self.known(lists.contains(&true), Name::Topic, topic);
                Bits::those(facts, |fact| lists.get(fact.topics as usize).is_some_and(|has| *has))
            }
            Test::Provider(part) => {
                let names = self.index.providers.those(|name| name.contains(part.as_str()));
                self.known(names.contains(&true), Name::Provider, part);
                Bits::those(facts, |fact| names.get(fact.provider as usize).is_some_and(|has| *has))
            }
            Test::Kind(kind) => {
                let names = self.index.kinds.those(|name| name == kind);
                self.known(names.contains(&true), Name::Kind, kind);
                Bits::those(facts, |fact| names.get(fact.kind as usize).is_some_and(|has| *has))
            }
            Test::Words { .. } => Bits::none(facts.len()),
        }
    }

    /// Those that stand in a place.
    fn standing(&self, place: Place) -> Bits {
        let by_themselves = &self.index.places[place as usize];
        let mut standing = by_themselves.clone();
        if self.folding == Folding::UnderLead {
            standing.and_not(&self.index.folded);
            let under_lead = self.index.folded.iter().filter(|slot| by_themselves.has(self.index.fact(*slot).lead));
            under_lead.for_each(|slot| standing.put(slot));
        }
        standing
    }

    fn known(&mut self, known: bool, detail: Name, name: &str) {
        if !known {
            self.hint.get_or_insert_with(|| Hint::NoArticleHas { detail, name: name.to_owned() });
        }
    }
}

fn number(fact: &Fact, which: Number) -> i32 {
    match which {
        Number::Quality => fact.quality,
        Number::Heat => fact.heat,
        Number::Coverage => i32::try_from(fact.coverage).unwrap_or(i32::MAX),
    }
}

/// Words as the full text wants them: always quoted, so that nothing in them is syntax. `SQLite` would read a query only
/// up to a NUL, which separates words as a space does.
fn words(text: &str, prefix: bool, column: Option<&str>) -> String {
    let column = column.map(|column| format!("{column} : ")).unwrap_or_default();
    format!("{column}\"{}\"{}", text.replace('"', "\"\"").replace('\0', " "), if prefix { "*" } else { "" })
}
