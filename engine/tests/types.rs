//! The types that cross to the screen are generated; this fails when they are stale.
//! `UPDATE_TYPES=1` (set by `cargo xtask types`) writes them instead.

use std::path::Path;

use engine::{article, decide, document, error, screen};
use ts_rs::{Config, TS};

fn declaration<T: TS>(config: &Config, out: &mut String) {
    out.push_str("\nexport ");
    out.push_str(&T::decl(config));
    out.push('\n');
}

fn generated() -> String {
    let config = Config::default();
    let mut out = String::from("// Generated from the engine by `cargo xtask types`. Do not edit.\n");
    macro_rules! declare {
        ($($name:ty),+ $(,)?) => { $(declaration::<$name>(&config, &mut out);)+ };
    }
    declare!(
        article::ArticleId,
        article::BatchId,
        article::Place,
        article::Provider,
        article::Picture,
        article::Report,
        article::Article,
        decide::Decision,
        error::Code,
        error::Failure,
        screen::IntakeId,
        screen::PictureId,
        screen::PictureSpace,
        screen::PictureRole,
        screen::ArticlePicture,
        screen::Candidate,
        screen::PicturesProgress,
        screen::PicturesChanged,
        screen::PictureLine,
        screen::Pruned,
        screen::PictureCache,
        screen::Row,
        screen::Counts,
        screen::View,
        screen::Opened,
        screen::Facet,
        screen::Facets,
        screen::SavedView,
        screen::Page,
        screen::LineChange,
        screen::DiffLine,
        screen::Did,
        screen::LiveElsewhere,
        screen::Said,
        screen::Told,
        screen::HistoryLine,
        screen::Conflict,
        screen::Details,
        screen::Body,
        screen::Changed,
        screen::Refusal,
        screen::Receipt,
        screen::ArrivalKind,
        screen::Story,
        screen::ReceiptLine,
        screen::Progress,
        screen::PlannedChange,
        screen::HandOverPlan,
        screen::HandOverId,
        screen::HandedOver,
        screen::HandOverLine,
        screen::HandedBack,
        screen::BackupReason,
        screen::BackupFile,
        screen::Finding,
        screen::Rebuilt,
        screen::LibraryChanged,
        screen::SuggestionKind,
        screen::Suggestion,
        screen::RefusedText,
        screen::HeldFiles,
        screen::ReceiptPart,
        screen::WatchFact,
        screen::Theme,
        screen::Density,
        screen::Settings,
        document::Profile,
        screen::ImportedFolder,
        screen::DayOfWork,
        screen::Share,
        screen::PaceStep,
        screen::Insight,
        screen::Today,
    );
    out
}

#[test]
fn the_types_of_the_screen_are_the_types_of_the_engine() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/types.ts");
    let generated = generated();
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(&path, &generated).expect("the generated types are written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, generated, "ui/src/ipc/types.ts is stale: run `cargo xtask types`");
}
