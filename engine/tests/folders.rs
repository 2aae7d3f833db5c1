//! The kind of site that a folder is read as: shown, changed, and what that makes of its articles.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use engine::api::Row;
use engine::decide::Decision;
use engine::document::Profile;

use room::Room;

const WIRE: &str = "---\ntitle: \"From the wire\"\ntype: article\nheat: 39\npublished: true\n---\n\nA body.\n";
const DRAFT: &str = "---\ntitle: A draft\ntype: article\ndraft: true\n---\n\nA body.\n";
const PLAIN: &str = "---\ntitle: Neither says\ntype: article\n---\n\nA body.\n";
const ODD: &str = "---\ntitle: Odd\ntype: article\ndraft: true\npublished: perhaps\n---\n\nA body.\n";

fn site() -> Room {
    let room = Room::with(&[("draft.md", DRAFT), ("plain.md", PLAIN), ("wire.md", WIRE)]);
    assert_eq!(room.import().new, 3);
    room
}

fn folder(room: &Room) -> String {
    let [only] = room.desk.import().folders().unwrap().try_into().unwrap();
    only.path
}

fn rows(room: &Room) -> Vec<Row> {
    room.desk.query().rows(&["draft.md", "plain.md", "wire.md"].map(|name| room.id(name))).unwrap()
}

fn live(room: &Room) -> Vec<bool> {
    rows(room).iter().map(|row| row.live).collect()
}

fn document(room: &Room, name: &str) -> String {
    room.document(room.id(name))
}

#[test]
fn a_folder_says_how_it_is_read_and_how_many_articles_came_from_it() {
    let room = site();
    let [only] = room.desk.import().folders().unwrap().try_into().unwrap();
    assert_eq!((only.profile, only.articles), (Profile::ClusterNews, 3));
    assert!(only.path.ends_with("site"), "{only:?}");
}

#[test]
fn another_profile_is_another_reading_of_what_arrived_and_another_writing_of_what_was_decided() {
    let room = site();
    room.desk.decide().decide(&[room.id("draft.md")], &[Decision::Publish]).unwrap();
    let before = (rows(&room), document(&room, "draft.md"));
    assert!(before.1.contains("published: true"), "{}", before.1);
    assert_eq!(live(&room), [true, false, true]);
    room.desk.import().set_profile(&folder(&room), Profile::Draft).unwrap();
    assert_eq!(live(&room), [true, true, true], "what says nothing is shown there");
    let written = document(&room, "draft.md");
    assert_eq!(written, DRAFT.replace("draft: true", "draft: false"), "one line, the one that this site knows");
    assert_eq!(rows(&room)[0].place, before.0[0].place, "the decision stands");
    let found = room.desk.query().view("is:live").unwrap().ids;
    assert_eq!(found.len(), 3, "the search knows it too");
    assert_eq!(std::fs::read_to_string(room.file("draft.md")).unwrap(), DRAFT, "no file is written");
    room.desk.import().set_profile(&folder(&room), Profile::ClusterNews).unwrap();
    assert_eq!((rows(&room), document(&room, "draft.md")), before, "taken back, all is as it was");
    let findings = engine::maintenance::doctor(&room.library()).unwrap();
    assert!(findings.iter().all(|finding| finding.ok), "{findings:?}");
}

#[test]
fn the_profile_outlives_the_next_import() {
    let room = site();
    room.desk.import().set_profile(&folder(&room), Profile::Jekyll).unwrap();
    room.write("wire.md", WIRE.replace("From the wire", "From the wire, again"));
    assert_eq!(room.import().updated, 1);
    assert_eq!(
        room.desk.import().folders().unwrap()[0].profile,
        Profile::Jekyll,
        "it is chosen once, and changed by hand alone"
    );
    assert_eq!(live(&room), [true, true, true]);
}

#[test]
fn files_that_were_refused_as_one_kind_of_site_are_named_for_another_try() {
    let room = site();
    room.write("odd.md", ODD);
    assert_eq!(room.import().refused.len(), 1, "perhaps is no answer to whether it is published");
    let refused = room.desk.import().set_profile(&folder(&room), Profile::Draft).unwrap();
    assert_eq!(refused, [room.file("odd.md").canonicalize().unwrap()]);
    let again = room.desk.import().take_in(&refused, &|_| std::ops::ControlFlow::Continue(())).unwrap();
    assert_eq!((again.new, again.refused.len()), (1, 0), "{again:?}");
    assert!(room.desk.import().refused().unwrap().is_empty());
}

#[test]
fn an_import_that_was_reading_files_as_the_former_kind_of_site_leaves_none_so() {
    let room = Room::with(&[]);
    // As many as are looked at together, and known: what comes after them was looked at by then.
    for number in 0..256 {
        room.write(&format!("a/{number}.md"), PLAIN);
        let file = std::fs::File::options().write(true).open(room.file(&format!("a/{number}.md"))).unwrap();
        file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_hours(1)).unwrap();
    }
    assert_eq!(room.import().new, 256);
    room.write("z.md", PLAIN);
    let (folder, changed) = (folder(&room), std::sync::Once::new());
    let receipt = room.desk.import().take_in(&[room.site()], &|_| {
        changed.call_once(|| drop(room.desk.import().set_profile(&folder, Profile::Draft).unwrap()));
        std::ops::ControlFlow::Continue(())
    });
    assert_eq!(receipt.unwrap().new, 1);
    assert_eq!(room.desk.query().view("is:live").unwrap().total, 257, "what says nothing is shown there");
    let findings = engine::maintenance::doctor(&room.library()).unwrap();
    assert!(findings.iter().all(|finding| finding.ok), "{findings:?}");
}

#[test]
fn where_one_article_cannot_be_read_so_none_is() {
    let room = Room::with(&[("odd.md", ODD), ("plain.md", PLAIN)]);
    assert_eq!(room.import().new, 2);
    assert_eq!(
        room.desk.import().folders().unwrap()[0].profile,
        Profile::Draft,
        "a draft speaks for Hugo and its like"
    );
    let failure = room.desk.import().set_profile(&folder(&room), Profile::ClusterNews).unwrap_err().failure();
    assert!(failure.message.to_string().contains("odd.md"), "{failure:?}");
    assert_eq!(room.desk.import().folders().unwrap()[0].profile, Profile::Draft, "nothing was changed by halves");
    let unknown = room.desk.import().set_profile("/nowhere", Profile::Draft).unwrap_err().failure();
    assert!(unknown.message.to_string().contains("/nowhere"), "{unknown:?}");
}
