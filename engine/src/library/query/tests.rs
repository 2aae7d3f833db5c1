use super::*;
use crate::article::Place;
use crate::library::facts;

fn words(text: &str) -> Expression {
    Expression::Test(Test::Words { text: text.into(), prefix: false, column: None })
}

fn begun(text: &str) -> Expression {
    Expression::Test(Test::Words { text: text.into(), prefix: true, column: None })
}

fn not(expression: Expression) -> Expression {
    Expression::Not(Box::new(expression))
}

fn tests(query: &str) -> Vec<Expression> {
    match Query::parse(query).expression {
        Expression::All(all) => all,
        other => vec![other],
    }
}

#[test]
fn the_words_of_the_screen_are_understood() {
    let query = r#"is:inbox quality:>=60 topic:"Computer Vision" -provider:reuters ibm sort:quality"#;
    assert_eq!(
        tests(query),
        [
            Expression::Test(Test::Place(Place::Inbox)),
            Expression::Test(Test::Number(Number::Quality, 60, i64::MAX)),
            Expression::Test(Test::Topic("computer vision".into())),
            not(Expression::Test(Test::Provider("reuters".into()))),
            words("ibm"),
        ]
    );
    let query = Query::parse(query);
    assert_eq!((query.sort, query.hint), (Sort::Quality, None));
}

#[test]
fn the_query_of_the_issue_is_understood_whole() {
    let text = r#"is:pending quality:>60 topic:"Computer Vision" -provider:reuters is:inbox has:image no:excerpt before:2020-07 sort:quality "exact words" (a or b)"#;
    let query = Query::parse(text);
    assert_eq!(query.hint, None);
    let all = tests(text);
    assert_eq!(all.len(), 10);
    assert_eq!(all[6], Expression::Test(Test::Lacks(facts::EXCERPT)));
    assert_eq!(all[7], Expression::Test(Test::Dated(i64::MIN, 1_593_561_600_000)), "before:2020-07 ends with June");
    assert_eq!(all[8], words("exact words"), "quotation marks keep words together and whole");
    assert_eq!(all[9], Expression::Any(vec![Expression::All(vec![words("a")]), Expression::All(vec![words("b")])]));
}

#[test]
fn only_the_word_that_is_being_typed_may_go_on() {
    assert_eq!(tests("ibm rob"), [words("ibm"), begun("rob")]);
    assert_eq!(tests("ibm rob "), [words("ibm"), words("rob")], "a space ends the word");
    assert_eq!(tests("rob* ibm "), [begun("rob"), words("ibm")], "a star says it may");
    assert_eq!(tests("ibm r"), [words("ibm")], "one letter is not searched yet");
    assert_eq!(tests("ibm r "), [words("ibm"), words("r")], "unless it is a word");
    assert_eq!(tests("\"exact wor"), [begun("exact wor")], "an open quotation mark is still being typed");
}

#[test]
fn brackets_nest_and_are_turned_round() {
    let both = Expression::All(vec![words("b"), words("c")]);
    let inner = Expression::Any(vec![Expression::All(vec![words("a")]), both]);
    assert_eq!(tests("-(a or b c)"), [not(inner)]);
    assert_eq!(tests("f(x) or yes"), [words("f(x)"), words("or"), begun("yes")], "outside brackets “or” is a word");
}

#[test]
fn ranges_of_numbers_and_dates() {
    let quality = |from, to| vec![Expression::Test(Test::Number(Number::Quality, from, to))];
    assert_eq!(tests("quality:40-60"), quality(40, 60));
    assert_eq!(tests("quality:40..60"), quality(40, 60));
    assert_eq!(tests("quality:<0"), quality(i64::MIN, -1));
    assert_eq!(tests("quality:-5-3"), quality(-5, 3));
    assert_eq!(tests("after:1970-01-02"), [Expression::Test(Test::Dated(86_400_000, i64::MAX))]);
}

#[test]
fn a_mistake_is_a_hint_and_the_rest_still_counts() {
    for (query, hint) in [
        ("quality:high robots ", "quality:>60"),
        ("is:gone robots ", "inbox, published"),
        ("colour:red robots ", "provider:"),
        ("before:soon robots ", "2020-07"),
        ("topic: robots ", "behind the colon"),
        ("sort:size robots ", "newest, oldest"),
        ("- robots ", "letter or digit"),
        ("no:thing robots ", "excerpt"),
    ] {
        let read = Query::parse(query);
        assert_eq!(tests(query), [words("robots")], "{query}");
        assert!(read.hint.clone().is_some_and(|detail| detail.to_string().contains(hint)), "{query}: {:?}", read.hint);
    }
    assert!(Query::parse("(robots").hint.is_some(), "an open bracket is named");
}

#[test]
fn odd_input_never_fails() {
    for query in ["", "   ", "\"", "()", "-()", "(((", ")))", "a:b:c", ":", "-", "--", "quality:-", "quality:9..", "é("]
    {
        Query::parse(query);
    }
    assert_eq!(tests(&"(".repeat(5000)).len(), 0, "a thousand brackets are no reason to fall over");
    assert_eq!(tests("Review:robots "), [words("Review:robots")], "a headline is searched for as it is typed");
}
