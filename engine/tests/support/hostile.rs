//! Files that were made to hurt a reader: deep, wide, tied in knots.

/// Each with the name of its malice.
pub fn files() -> Vec<(&'static str, String)> {
    let kilobytes = |unit: &str, size: usize| unit.repeat(size * 1000 / unit.len());
    let front = |front: String| format!("---\n{front}\n---\n");
    vec![
        ("open brackets", front(kilobytes("[", 250))),
        ("open braces", front(kilobytes("{a: ", 250))),
        ("braces as keys", front(format!("a: {}", kilobytes("{? ", 250)))),
        ("nested blocks", front((0..700).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect())),
        ("nested dashes", front(kilobytes("- ", 250))),
        ("many keys", front((0..20_000).map(|key| format!("k{key}: 1\n")).collect())),
        ("one key too often", front(kilobytes("key: 1\n", 250))),
        ("many topics", front(format!("topics:\n{}", kilobytes("  - a b c\n", 240)))),
        ("topics in brackets", front(format!("topics: [{}]", kilobytes("abc, ", 200)))),
        ("an alias bomb", front(bomb())),
        ("many anchors", front((0..12_000).map(|key| format!("k{key}: &a{key} x\n")).collect())),
        ("aliases of one anchor", front(format!("a: &a [x, y]\nb:\n{}", kilobytes("  - *a\n", 200)))),
        ("an open quotation mark", front(format!("a: \"{}", kilobytes("b: \"c\n", 240)))),
        ("a long plain scalar", front(format!("a: {}", kilobytes("word \n  ", 240)))),
        ("escapes", front(format!("a: \"{}\"", kilobytes("\\u00e9", 240)))),
        ("comments", front(kilobytes("# a\n", 250))),
        ("blank lines", front(kilobytes("\n", 250))),
        ("tabs", front(kilobytes("\t", 250))),
        ("colons", front(kilobytes(": ", 250))),
        ("question marks", front(kilobytes("? ", 250))),
        ("percent signs", front(kilobytes("%a b\n", 250))),
        ("exclamation marks", front(kilobytes("!a ", 250))),
        ("block scalars", front(kilobytes("a: |\n  b\n", 250))),
        ("no end", format!("---\n{}", kilobytes("a: b\n", 4000))),
        ("carriage returns", front(kilobytes("a: b\r", 250))),
        ("fences that are none", format!("---\na: 1\n{}", kilobytes(" ---\n", 4000))),
    ]
}

fn bomb() -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..40 {
        let alias = format!("*a{}", level - 1);
        text.push_str(&format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(", ")));
    }
    text
}
