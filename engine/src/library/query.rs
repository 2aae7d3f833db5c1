//! The query language of search box, views and command line: words, and `key:value` learned from the screen.
//! A mistake is a hint, never an error: what cannot be understood is left out.

use crate::article::Place;

/// A query, understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// All of these must hold.
    pub terms: Vec<Term>,
    /// In which order.
    pub sort: Sort,
    /// What was not understood, in a sentence.
    pub hint: Option<String>,
}

/// One condition; `not` turns it round.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// `-` stood before it.
    pub not: bool,
    /// What must hold.
    pub test: Test,
}

/// What can be asked of an article.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Stands in this place.
    Place(Place),
    /// Decided and not handed over.
    Pending,
    /// The robot has put it live.
    Live,
    /// Has a picture.
    Image,
    /// A number compared.
    Quality(Compare, i64),
    /// Has this topic, whatever the case.
    Topic(String),
    /// The provider's name holds this.
    Provider(String),
    /// Title, teaser or provider hold this.
    Words(String),
}

/// How a number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// `quality:60`
    Is,
    /// `quality:>60`
    Above,
    /// `quality:>=60`
    AtLeast,
    /// `quality:<60`
    Below,
    /// `quality:<=60`
    AtMost,
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
}

impl Query {
    /// Reads a query.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for token in tokens(text) {
            query.token(&token);
        }
        query
    }

    fn token(&mut self, token: &str) {
        let (not, rest) = match token.strip_prefix('-') {
            Some(rest) if !rest.is_empty() => (true, rest),
            _ => (false, token),
        };
        let keyed = rest.split_once(':').filter(|(key, _)| key.chars().all(char::is_alphabetic) && !key.is_empty());
        let Some((key, value)) = keyed else { return self.push(not, Test::Words(unquoted(rest))) };
        if key == "sort" {
            return self.sort_by(value);
        }
        match test(key, &unquoted(value)) {
            Ok(test) => self.push(not, test),
            Err(hint) => self.hint = Some(hint),
        }
    }

    fn push(&mut self, not: bool, test: Test) {
        let empty = matches!(&test, Test::Words(words) if words.trim().is_empty());
        if !empty {
            self.terms.push(Term { not, test });
        }
    }

    fn sort_by(&mut self, value: &str) {
        self.sort = match value {
            "newest" => Sort::Newest,
            "oldest" => Sort::Oldest,
            "quality" => Sort::Quality,
            _ => {
                self.hint = Some(format!("“sort:{value}” is not known: sort:newest, sort:oldest or sort:quality."));
                return;
            }
        };
    }
}

fn test(key: &str, value: &str) -> Result<Test, String> {
    match (key, value) {
        (_, "") => Err(format!("“{key}:” wants a value behind the colon.")),
        ("is", "pending") => Ok(Test::Pending),
        ("is", "live") => Ok(Test::Live),
        ("is", place) => Place::from_word(place)
            .map(Test::Place)
            .ok_or_else(|| format!("“is:{place}” is not known: is:inbox, published, spiked, later, pending or live.")),
        ("has", "image" | "picture") => Ok(Test::Image),
        ("quality", number) => quality(number),
        ("topic", topic) => Ok(Test::Topic(topic.to_owned())),
        ("provider", name) => Ok(Test::Provider(name.to_owned())),
        // A headline such as `Review: the new robot` is searched for as it is typed.
        _ if key.chars().next().is_some_and(char::is_uppercase) => Ok(Test::Words(format!("{key}:{value}"))),
        _ => Err(format!("“{key}:” is not known: is:, has:, quality:, topic:, provider: and sort: are.")),
    }
}

fn quality(value: &str) -> Result<Test, String> {
    let forms = [(">=", Compare::AtLeast), ("<=", Compare::AtMost), (">", Compare::Above), ("<", Compare::Below)];
    let found = forms.iter().find_map(|(sign, compare)| value.strip_prefix(sign).map(|rest| (*compare, rest)));
    let (compare, number) = found.unwrap_or((Compare::Is, value));
    match number.parse() {
        Ok(number) => Ok(Test::Quality(compare, number)),
        Err(_) => Err(format!("“quality:{value}” wants a number, such as quality:>60.")),
    }
}

/// Words and `key:"several words"`, apart at spaces outside quotation marks.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = vec![String::new()];
    let mut quoted = false;
    for character in text.chars() {
        match character {
            '"' => quoted = !quoted,
            space if space.is_whitespace() && !quoted => {
                tokens.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = tokens.last_mut() {
            last.push(character);
        }
    }
    tokens.retain(|token| !token.is_empty());
    tokens
}

fn unquoted(text: &str) -> String {
    text.replace('"', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_screen_are_understood() {
        let query = Query::parse(r#"is:inbox quality:>=60 topic:"Computer Vision" -provider:reuters ibm sort:quality"#);
        let tests: Vec<(bool, Test)> = query.terms.into_iter().map(|term| (term.not, term.test)).collect();
        assert_eq!(
            tests,
            [
                (false, Test::Place(Place::Inbox)),
                (false, Test::Quality(Compare::AtLeast, 60)),
                (false, Test::Topic("Computer Vision".into())),
                (true, Test::Provider("reuters".into())),
                (false, Test::Words("ibm".into())),
            ]
        );
        assert_eq!((query.sort, query.hint), (Sort::Quality, None));
    }

    #[test]
    fn a_mistake_is_a_hint_and_the_rest_still_counts() {
        let query = Query::parse("quality:high robots");
        assert_eq!(query.terms.len(), 1);
        assert!(query.hint.unwrap().contains("quality:>60"));
    }

    #[test]
    fn an_open_quotation_mark_and_a_lone_dash_are_words() {
        assert_eq!(Query::parse("\"say hi").terms[0].test, Test::Words("say hi".into()));
        assert_eq!(Query::parse("-").terms[0].test, Test::Words("-".into()));
        assert!(Query::parse("   ").terms.is_empty());
    }
}
