//! Reading and mending in the real window: the text in its frame, the story side by side, topics, provider, later.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use fantoccini::Locator;
use fantoccini::key::Key;
use support::{Room, article, press, take_in};

const REPORT: &str = "related:\n  - title: \"Coral, counted\"\n    excerpt: \"One by one\"\n    \
publishedDateTime: 2026-11-01T08:00:00Z\n    webUrl: \"https://tides.example/coral\"\n    type: article\n    provider:\n      \
name: Tides\n      domain: tides.example\n    quality: 12\n\n";

/// A story of two reports, with a text that tries to act.
fn story() -> String {
    let text =
        "A *reef*. <script>document.title = 'taken'</script><p onclick=\"document.title = 'taken'\">Click.</p>\n";
    article(0, "Reef robots count coral").replace("topics:", &format!("{REPORT}topics:")) + text
}

async fn with_a_story() -> (Room, e2e::Session) {
    let room = Room::with(&["Reef robots count coral", "A quieter drill"]);
    std::fs::write(room.file(0), story()).unwrap();
    let session = room.start().await;
    take_in(&session, &room.site()).await;
    session.element("history").await.ok();
    (room, session)
}

const FRAME: &str = "document.querySelector('[data-test=page]')";

#[tokio::test]
async fn the_text_is_set_in_a_frame_in_which_nothing_runs_and_which_takes_no_key() {
    let room = Room::with(&["Reef robots count coral", "A quieter drill"]);
    std::fs::write(room.file(0), story()).unwrap();
    std::fs::write(room.file(1), article(1, "A quieter drill") + "שונית שקטה.\n").unwrap();
    let session = room.start_with_all_taken_in().await;
    let body = format!("{FRAME}?.contentDocument?.body");
    session.wait_until("the text is there", &format!("{body}?.innerText.includes('A reef.')")).await.unwrap();
    session.wait_until("the frame is as high as its text", &format!("{FRAME}.offsetHeight > 30")).await.unwrap();
    session
        .wait_until(
            "the text is set in the desk's letters",
            &format!("getComputedStyle({body}).fontFamily.includes('Newsreader')"),
        )
        .await
        .unwrap();
    let acted = format!("{body}.querySelector('p').click(); return document.title + {body}.innerHTML");
    let said = session.script(&acted).await.unwrap();
    let said = said.as_str().unwrap();
    assert!(said.starts_with("Copytaster") && !said.contains("script") && !said.contains("onclick"), "{said}");
    session.element("text").await.unwrap().click().await.unwrap();
    session.press("j").await.unwrap();
    session
        .wait_until("the key moved the list", "document.querySelectorAll('[data-test=row]')[1].ariaSelected === 'true'")
        .await
        .unwrap();
    let set = |text: &str, direction: &str| {
        format!("{body}.innerText.includes('{text}') && getComputedStyle({body}).direction === '{direction}'")
    };
    session.wait_until("the next text is there, set from the right", &set("שונית", "rtl")).await.unwrap();
    session.press("k").await.unwrap();
    session.wait_until("the first one is set from the left again", &set("A reef.", "ltr")).await.unwrap();
    session.close().await.unwrap();
}

#[tokio::test]
async fn what_the_pointer_goes_over_in_the_text_is_copied() {
    let room = Room::with(&["Reef robots count coral"]);
    std::fs::write(room.file(0), article(0, "Reef robots count coral") + "Corals counted by robots.\n").unwrap();
    let session = room.start_with_all_taken_in().await;
    let body = format!("{FRAME}?.contentDocument?.body");
    session.wait_until("the text is there", &format!("{body}?.innerText.includes('Corals')")).await.unwrap();
    session.wait_until("the frame is as high as its text", &format!("{FRAME}.offsetHeight > 15")).await.unwrap();
    session.settled().await.unwrap();
    let middle = format!(
        "const box = {FRAME}.getBoundingClientRect(); return [box.left, box.right, box.top + 12].map(Math.round)"
    );
    let middle: [i32; 3] = serde_json::from_value(session.script(&middle).await.unwrap()).unwrap();
    let [left, right, line] = middle.map(|at| at.to_string());
    session.focus().await.unwrap();
    for step in
        [&["mousemove", "--sync", &left, &line][..], &["mousedown", "1"], &["mousemove", "--sync", &right, &line]]
    {
        e2e::pointer(step).await.unwrap();
    }
    let selected = format!("{FRAME}.contentDocument.getSelection().toString() === 'Corals counted by robots.'");
    session.wait_until("all that was gone over is selected", &selected).await.unwrap();
    e2e::pointer(&["mouseup", "1"]).await.unwrap();
    session.press_for_real("ctrl+c").await.unwrap();
    session.press_for_real("slash").await.unwrap();
    session.press_for_real("ctrl+v").await.unwrap();
    let field = "document.querySelector('[data-test=search]').value === 'Corals counted by robots.'";
    session.wait_until("it was copied", field).await.unwrap();
    session.close().await.unwrap();
}

#[tokio::test]
async fn a_report_of_the_story_gives_its_title_becomes_the_lead_and_is_handed_over() {
    let (room, session) = with_a_story().await;
    session.element("open-story").await.unwrap();
    session.press("f").await.unwrap();
    session.element("story").await.unwrap();
    session.press("jmt").await.unwrap();
    session.wait_until_stored().await.unwrap();
    session
        .wait_until(
            "the title is the report's",
            "document.querySelector('[data-test=row]').innerText.includes('Coral, counted')",
        )
        .await
        .unwrap();
    session.press("u").await.unwrap();
    session
        .wait_until("it is undone", "document.querySelector('[data-test=row]').innerText.includes('Reef robots')")
        .await
        .unwrap();
    session.press("l").await.unwrap();
    session
        .wait_until("the report leads", "document.querySelector('[data-test=row]').innerText.includes('Tides')")
        .await
        .unwrap();
    press(&session, Key::Escape).await;
    session.wait_until_stored().await.unwrap();
    assert_eq!(room.text(0), story(), "nothing is written before the hand-over");
    session.press_with(&[Key::Control], char::from(Key::Enter)).await.unwrap();
    session.element("write").await.unwrap().click().await.unwrap();
    session.element("handed-over").await.unwrap();
    let written = room.text(0);
    assert!(
        written.contains("title: \"Coral, counted\"") && written.contains("- title: \"Reef robots count coral\""),
        "{written}"
    );
    session.close().await.unwrap();
}

#[tokio::test]
async fn topics_are_suggested_and_the_provider_is_mended_in_place() {
    let room = Room::with(&["Reef robots count coral", "A quieter drill"]);
    std::fs::write(room.file(1), article(1, "A quieter drill").replace("- Robots", "- Quiet")).unwrap();
    let session = room.start_with_all_taken_in().await;
    session.element("topics").await.unwrap();
    session.press("t").await.unwrap();
    session
        .wait_until(
            "a topic is suggested",
            "[...document.querySelectorAll('#suggested [role=option]')].some(o => o.innerText.includes('Quiet'))",
        )
        .await
        .unwrap();
    let field = session.client.find(Locator::Css("[data-test=edit-topics] input")).await.unwrap();
    field.send_keys("qui").await.unwrap();
    for key in [Key::Down, Key::Enter, Key::Enter] {
        press(&session, key).await;
    }
    session
        .wait_until("the topic is there", "document.querySelector('[data-test=topics]')?.innerText.includes('Quiet')")
        .await
        .unwrap();
    session.press_with(&[Key::Shift], 'P').await.unwrap();
    session.element("edit-provider").await.unwrap().send_keys("Harbour Post").await.unwrap();
    press(&session, Key::Enter).await;
    session
        .wait_until(
            "the provider is mended",
            "document.querySelector('[data-test=row]').innerText.includes('Harbour Post')",
        )
        .await
        .unwrap();
    session.wait_until_stored().await.unwrap();
    session.press_with(&[Key::Control], char::from(Key::Enter)).await.unwrap();
    session.element("write").await.unwrap().click().await.unwrap();
    session.element("handed-over").await.unwrap();
    let mended = article(0, "Reef robots count coral")
        .replace("  - Robots\n", "  - Robots\n  - Quiet\n")
        .replace("name: Reef Watch", "name: Harbour Post");
    assert_eq!(room.text(0), mended, "only the lines of the two decisions differ");
    session.close().await.unwrap();
}

#[tokio::test]
async fn what_is_put_aside_until_next_week_says_so_and_the_menu_blocks_nothing() {
    let room = Room::with(&["One", "Two", "Three"]);
    let session = room.start_with_all_taken_in().await;
    session.press("s").await.unwrap();
    session.element("later-menu").await.unwrap();
    session.press("3").await.unwrap();
    session.wait_for_count("later", 1).await.unwrap();
    session.press("sx").await.unwrap();
    session.wait_for_count("spiked", 1).await.unwrap();
    session.wait_until("the menu is closed", "!document.querySelector('[data-test=later-menu]')").await.unwrap();
    session.close().await.unwrap();
}
