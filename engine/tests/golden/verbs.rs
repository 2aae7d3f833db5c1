//! Every decision that the command line and the window can make, with fixed arguments.

use engine::article::ArticleId;
use engine::decide::Decision;

use crate::site::Site;

/// A decision by name.
#[derive(Clone, Copy)]
pub enum Verb {
    /// These decisions, as one batch.
    Decide(fn() -> Vec<Decision>),
    /// The image with this number of those that can be chosen.
    Image(usize),
    /// The topics and one more.
    AddTopic,
    /// The topics without the first.
    RemoveTopic,
    /// The topics in the other order.
    ReverseTopics,
}

/// 2100-01-01T00:00:00Z.
const UNTIL_MS: i64 = 4_102_444_800_000;

fn set(path: &str, value: &str) -> Vec<Decision> {
    vec![Decision::Set { path: path.into(), value: value.into() }]
}

/// All verbs, in the order in which the golden files list them.
pub const VERBS: &[(&str, Verb)] = &[
    ("publish", Verb::Decide(|| vec![Decision::Publish])),
    ("spike", Verb::Decide(|| vec![Decision::Spike])),
    ("snooze", Verb::Decide(|| vec![Decision::Later { until_ms: UNTIL_MS }])),
    ("accept as is", Verb::Decide(|| vec![Decision::AsIs])),
    ("move to inbox", Verb::Decide(|| vec![Decision::Inbox])),
    ("publish, then move to inbox", Verb::Decide(|| vec![Decision::Publish, Decision::Inbox])),
    ("spike, then publish", Verb::Decide(|| vec![Decision::Spike, Decision::Publish])),
    ("quality 72", Verb::Decide(|| vec![Decision::Quality { value: 72 }])),
    ("quality 101", Verb::Decide(|| vec![Decision::Quality { value: 101 }])),
    ("set title", Verb::Decide(|| set("title", "Plain words"))),
    ("set title with quotes and a colon", Verb::Decide(|| set("title", "He said: \"it's #1\""))),
    ("set excerpt", Verb::Decide(|| set("excerpt", "Short and new."))),
    ("set excerpt to nothing", Verb::Decide(|| set("excerpt", ""))),
    ("set description", Verb::Decide(|| set("description", "Short and new."))),
    ("set topics", Verb::Decide(|| set("topics", "[Ethics, \"Tides, high\"]"))),
    ("set topics to none", Verb::Decide(|| set("topics", "[]"))),
    ("set tags", Verb::Decide(|| set("tags", "[Ethics, \"Tides, high\"]"))),
    ("add a topic", Verb::AddTopic),
    ("remove a topic", Verb::RemoveTopic),
    ("reverse topics", Verb::ReverseTopics),
    ("choose image 1", Verb::Image(1)),
    ("choose image 2", Verb::Image(2)),
    ("set images.0.url", Verb::Decide(|| set("images.0.url", "https://pictures.example/new.jpg"))),
    ("set images.0.width", Verb::Decide(|| set("images.0.width", "1024"))),
    ("set provider.name", Verb::Decide(|| set("provider.name", "The Orrery"))),
    ("set provider.domain", Verb::Decide(|| set("provider.domain", "orrery.example"))),
    ("set webUrl", Verb::Decide(|| set("webUrl", "https://orrery.example/a?b=1#c"))),
    ("set publishedDateTime", Verb::Decide(|| set("publishedDateTime", "2026-12-01T00:00:00Z"))),
    ("set published=true", Verb::Decide(|| set("published", "true"))),
    ("set removed=true", Verb::Decide(|| set("removed", "true"))),
    ("set draft=false", Verb::Decide(|| set("draft", "false"))),
    ("set heat", Verb::Decide(|| set("heat", "7"))),
    ("set an unknown key", Verb::Decide(|| set("desknote", "Ask Ada."))),
    ("set related.0.quality", Verb::Decide(|| set("related.0.quality", "5"))),
    ("lead 0", Verb::Decide(|| vec![Decision::Lead { report: 0 }])),
    ("lead 1", Verb::Decide(|| vec![Decision::Lead { report: 1 }])),
    ("lead 0 and back", Verb::Decide(|| vec![Decision::Lead { report: 0 }, Decision::Lead { report: 0 }])),
    ("remove coverage entry 0", Verb::Decide(|| vec![Decision::NotThisStory { report: 0 }])),
    ("remove coverage entry 1", Verb::Decide(|| vec![Decision::NotThisStory { report: 1 }])),
    ("use title of entry 0", Verb::Decide(|| vec![Decision::TakeTitle { report: 0 }])),
    ("use excerpt of entry 0", Verb::Decide(|| vec![Decision::TakeExcerpt { report: 0 }])),
    ("use image of entry 0", Verb::Decide(|| vec![Decision::TakePicture { report: 0 }])),
    ("publish with quality and title", Verb::Decide(publish_with_edits)),
    ("lead 0, title and publish", Verb::Decide(lead_with_edits)),
];

fn publish_with_edits() -> Vec<Decision> {
    let mut decisions = vec![Decision::Publish, Decision::Quality { value: 72 }];
    decisions.extend(set("title", "Plain words"));
    decisions
}

fn lead_with_edits() -> Vec<Decision> {
    let mut decisions = vec![Decision::Lead { report: 0 }, Decision::Publish];
    decisions.extend(set("title", "Plain words"));
    decisions
}

impl Verb {
    /// Its decisions about this article.
    pub fn decisions(self, site: &Site, id: ArticleId) -> Result<Vec<Decision>, String> {
        let topics = || site.topics(id);
        match self {
            Self::Decide(decisions) => Ok(decisions()),
            Self::Image(number) => site.image(id, number).map(|decision| vec![decision]),
            Self::AddTopic => Ok(set_topics(topics().into_iter().chain(["Added, last".to_owned()]))),
            Self::RemoveTopic => Ok(set_topics(topics().into_iter().skip(1))),
            Self::ReverseTopics => Ok(set_topics(topics().into_iter().rev())),
        }
    }
}

fn set_topics(topics: impl Iterator<Item = String>) -> Vec<Decision> {
    let quoted: Vec<String> = topics.map(|topic| format!("'{}'", topic.replace('\'', "''"))).collect();
    set("topics", &format!("[{}]", quoted.join(", ")))
}
