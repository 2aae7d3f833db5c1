//! The cases of the merge matrix: for each kind of field, what is decided and what a robot does to the file.

use engine::decide::Decision;

use crate::merge_files::Edit::{self, Add, Key, Remove, Text};
use crate::site::Site;

/// What is decided, with a name.
pub type Mine = (&'static str, &'static [Step]);
/// What a robot does to the file that arrived first, with a name.
pub type Incoming = (&'static str, &'static [Edit]);

/// One kind of field.
pub struct Kind {
    /// The name of its golden file.
    pub name: &'static str,
    /// How its first file differs from that of the other kinds.
    pub base: &'static [Edit],
    pub mine: &'static [Mine],
    pub incoming: &'static [Incoming],
}

/// One decision.
#[derive(Clone, Copy)]
pub enum Step {
    Publish,
    Spike,
    Snooze,
    AsIs,
    Inbox,
    Quality(i64),
    Set(&'static str, &'static str),
    UseTitle(u32),
    UseExcerpt(u32),
    UseImage(u32),
    /// The image with this number of those that can be chosen.
    Image(usize),
    Lead(u32),
    RemoveEntry(u32),
}

impl Step {
    /// As the engine takes it.
    pub fn decision(self, site: &Site, name: &str) -> Decision {
        match self {
            Self::Publish => Decision::Publish,
            Self::Spike => Decision::Spike,
            Self::Snooze => Decision::Later { until_ms: 4_102_444_800_000 },
            Self::AsIs => Decision::AsIs,
            Self::Inbox => Decision::Inbox,
            Self::Quality(value) => Decision::Quality { value },
            Self::Set(path, value) => Decision::Set { path: path.to_owned(), value: value.to_owned() },
            Self::UseTitle(report) => Decision::TakeTitle { report },
            Self::UseExcerpt(report) => Decision::TakeExcerpt { report },
            Self::UseImage(report) => Decision::TakePicture { report },
            Self::Image(number) => site.image(site.id(name), number).unwrap(),
            Self::Lead(report) => Decision::Lead { report },
            Self::RemoveEntry(report) => Decision::NotThisStory { report },
        }
    }
}

const NOTHING: Mine = ("nothing", &[]);

const FIRST_ENTRY: &str = "  - title: \"Coral, counted\"\n    excerpt: \"One by one.\"\n    webUrl: \"https://tides.example/SLUG\"\n    \
    type: article\n    provider:\n      name: Tides\n      domain: tides.example\n    quality: 44\n    images:\n      - url: \
    \"https://pictures.tides.example/c.jpg\"\n        width: 1600\n        height: 900\n";
const SECOND_ENTRY: &str = "  - title: \"Octopus helps\"\n    excerpt: \"Eight arms.\"\n    webUrl: \"https://kelp.example/SLUG\"\n    \
    type: article\n    provider:\n      name: Kelp\n      domain: kelp.example\n    quality: 30\n";
const NEW_ENTRY: &str = "related:\n  - title: \"Eels object\"\n    webUrl: \"https://eels.example/SLUG\"\n    type: article\n    \
    provider:\n      name: Eels\n      domain: eels.example\n";

/// The file with the first entry as its lead, as a robot would write it.
const LED_BY_FIRST: &[Edit] = &[
    Key("title", " \"Coral, counted\""),
    Key("excerpt", " \"One by one.\""),
    Key("webUrl", " \"https://tides.example/SLUG\""),
    Key("provider", "\n  name: Tides\n  domain: tides.example"),
    Text("- title: \"Coral, counted\"", "- title: \"Reef robots count coral\""),
    Text("    excerpt: \"One by one.\"", "    excerpt: \"They never tire.\""),
    Text("    webUrl: \"https://tides.example/SLUG\"", "    webUrl: \"https://reef.example/SLUG\""),
    Text("      name: Tides\n      domain: tides.example", "      name: Reef Watch\n      domain: reef.example"),
];

/// All kinds of field.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "published",
        base: &[],
        mine: &[
            NOTHING,
            ("publish", &[Step::Publish]),
            ("spike", &[Step::Spike]),
            ("snooze", &[Step::Snooze]),
            ("as is", &[Step::AsIs]),
            ("set true", &[Step::Set("published", "true")]),
        ],
        incoming: &[
            ("true", &[Key("published", " true")]),
            ("true in other letters", &[Key("published", " True")]),
            ("false and removed", &[Remove("removed"), Key("published", " false\nremoved: true")]),
            ("true and removed", &[Remove("removed"), Key("published", " true\nremoved: true")]),
            ("key removed", &[Remove("published")]),
            ("a date", &[Key("published", " 2026-11-02")]),
        ],
    },
    Kind {
        name: "removed",
        base: &[Add("removed: true")],
        mine: &[
            NOTHING,
            ("publish", &[Step::Publish]),
            ("spike", &[Step::Spike]),
            ("move to inbox", &[Step::Inbox]),
            ("as is", &[Step::AsIs]),
            ("set false", &[Step::Set("removed", "false")]),
        ],
        incoming: &[
            ("false", &[Key("removed", " false")]),
            ("key removed", &[Remove("removed")]),
            ("key removed and published", &[Remove("removed"), Key("published", " true")]),
            ("published", &[Key("published", " true")]),
        ],
    },
    Kind {
        name: "quality",
        base: &[],
        mine: &[
            NOTHING,
            ("72", &[Step::Quality(72)]),
            ("39, as it is", &[Step::Quality(39)]),
            ("72, then 39", &[Step::Quality(72), Step::Quality(39)]),
        ],
        incoming: &[
            ("72", &[Key("quality", " 72")]),
            ("72 with a comment", &[Key("quality", " 72 # by the robot")]),
            ("50", &[Key("quality", " 50")]),
            ("key removed", &[Remove("quality")]),
            ("null", &[Key("quality", " null")]),
        ],
    },
    Kind {
        name: "title",
        base: &[],
        mine: &[
            NOTHING,
            ("set", &[Step::Set("title", "Plain words")]),
            ("set to what it is", &[Step::Set("title", "Reef robots count coral")]),
            ("of entry 0", &[Step::UseTitle(0)]),
        ],
        incoming: &[
            ("mine", &[Key("title", " \"Plain words\"")]),
            ("mine in other quotes", &[Key("title", " 'Plain words'")]),
            ("of entry 0", &[Key("title", " \"Coral, counted\"")]),
            ("another", &[Key("title", " \"A third title\"")]),
            ("key removed", &[Remove("title")]),
            ("as it was, in other quotes", &[Key("title", " 'Reef robots count coral'")]),
        ],
    },
    Kind {
        name: "excerpt",
        base: &[],
        mine: &[
            NOTHING,
            ("set", &[Step::Set("excerpt", "Short and new.")]),
            ("set to nothing", &[Step::Set("excerpt", "")]),
            ("of entry 0", &[Step::UseExcerpt(0)]),
        ],
        incoming: &[
            ("mine", &[Key("excerpt", " \"Short and new.\"")]),
            ("mine as a block", &[Key("excerpt", " >-\n  Short and\n  new.")]),
            ("nothing", &[Key("excerpt", " \"\"")]),
            ("another", &[Key("excerpt", " \"A third excerpt.\"")]),
            ("key removed", &[Remove("excerpt")]),
        ],
    },
    Kind {
        name: "topics",
        base: &[],
        mine: &[
            NOTHING,
            ("set", &[Step::Set("topics", "[Robots, Ethics]")]),
            ("set to none", &[Step::Set("topics", "[]")]),
            ("reordered", &[Step::Set("topics", "[Oceans, Robots]")]),
        ],
        incoming: &[
            ("mine", &[Key("topics", "\n  - Robots\n  - Ethics")]),
            ("mine as flow", &[Key("topics", " [Robots, Ethics]")]),
            ("one more", &[Key("topics", "\n  - Robots\n  - Oceans\n  - AI")]),
            ("reordered", &[Key("topics", "\n  - Oceans\n  - Robots")]),
            ("none", &[Key("topics", " []")]),
            ("key removed", &[Remove("topics")]),
        ],
    },
    Kind {
        name: "image",
        base: &[],
        mine: &[
            NOTHING,
            ("number 2", &[Step::Image(2)]),
            ("number 3", &[Step::Image(3)]),
            ("of entry 0", &[Step::UseImage(0)]),
            ("set images.0.url", &[Step::Set("images.0.url", "https://pictures.reef.example/new.jpg")]),
        ],
        incoming: &[
            ("another first", &[Text("reef.example/a.jpg", "reef.example/other.jpg")]),
            ("one more first", &[Key("images", ONE_MORE_IMAGE)]),
            ("only the second", &[Key("images", SECOND_IMAGE)]),
            ("of entry 0 first", &[Key("images", ENTRY_IMAGE)]),
            ("another size", &[Text("width: 1200", "width: 1280")]),
            ("key removed", &[Remove("images")]),
        ],
    },
    Kind {
        name: "lead",
        base: &[],
        mine: &[
            NOTHING,
            ("entry 0", &[Step::Lead(0)]),
            ("entry 1", &[Step::Lead(1)]),
            ("entry 0 and back", &[Step::Lead(0), Step::Lead(0)]),
            ("entry 0, then 1", &[Step::Lead(0), Step::Lead(1)]),
            ("entry 0 with a title", &[Step::Lead(0), Step::Set("title", "Plain words")]),
        ],
        incoming: &[
            ("led by entry 0", LED_BY_FIRST),
            ("another title", &[Key("title", " \"A third title\"")]),
            ("entry 0 retitled", &[Text("title: \"Coral, counted\"", "title: \"Coral, recounted\"")]),
            ("entry 0 at another address", &[Text("tides.example/SLUG", "tides.example/moved/SLUG")]),
            ("entry 0 gone", &[Text(FIRST_ENTRY, "")]),
            ("entries reordered", &[Text(SECOND_ENTRY, ""), Text("related:\n", REORDERED)]),
            ("one more entry first", &[Text("related:\n", NEW_ENTRY)]),
            ("key removed", &[Remove("related")]),
        ],
    },
    Kind {
        name: "coverage-entry",
        base: &[],
        mine: &[
            NOTHING,
            ("entry 0 removed", &[Step::RemoveEntry(0)]),
            ("both removed", &[Step::RemoveEntry(0), Step::RemoveEntry(0)]),
            ("entry 0 removed, other leads", &[Step::RemoveEntry(0), Step::Lead(0)]),
            ("quality of entry 0 set", &[Step::Set("related.0.quality", "5")]),
        ],
        incoming: &[
            ("entry 0 gone", &[Text(FIRST_ENTRY, "")]),
            ("entry 0 retitled", &[Text("title: \"Coral, counted\"", "title: \"Coral, recounted\"")]),
            ("entry 0 at another address", &[Text("tides.example/SLUG", "tides.example/moved/SLUG")]),
            ("entry 0 with another quality", &[Text("quality: 44", "quality: 50")]),
            ("entries reordered", &[Text(SECOND_ENTRY, ""), Text("related:\n", REORDERED)]),
            ("one more entry first", &[Text("related:\n", NEW_ENTRY)]),
            ("key removed", &[Remove("related")]),
        ],
    },
];

const ONE_MORE_IMAGE: &str = "\n  - url: \"https://pictures.reef.example/z.jpg\"\n    width: 1000\n    height: 500\n  \
    - url: \"https://pictures.reef.example/a.jpg\"\n    width: 1200\n    height: 675\n  \
    - url: \"https://pictures.reef.example/b.jpg\"\n    width: 800\n    height: 450";
const SECOND_IMAGE: &str = "\n  - url: \"https://pictures.reef.example/b.jpg\"\n    width: 800\n    height: 450";
const ENTRY_IMAGE: &str = "\n  - url: \"https://pictures.tides.example/c.jpg\"\n    width: 1600\n    height: 900";
const REORDERED: &str = "related:\n  - title: \"Octopus helps\"\n    excerpt: \"Eight arms.\"\n    webUrl: \
    \"https://kelp.example/SLUG\"\n    type: article\n    provider:\n      name: Kelp\n      domain: kelp.example\n    quality: 30\n";
