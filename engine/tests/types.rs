//! The types that cross to the screen are generated; this fails when they are stale.
//! `UPDATE_TYPES=1` (set by `cargo xtask types`) writes them instead.

use std::path::Path;

use engine::{api, article, decide, document, error, message};
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
        api::IntakeId,
        api::PictureId,
        api::PictureSpace,
        api::PictureRole,
        api::ArticlePicture,
        api::Candidate,
        api::PicturesProgress,
        api::PicturesChanged,
        api::PictureLine,
        api::Pruned,
        api::PictureCache,
        api::Row,
        api::Counts,
        api::View,
        api::Opened,
        api::Facet,
        api::Facets,
        api::SavedView,
        api::Page,
        api::LineChange,
        api::DiffLine,
        message::Message,
        message::Argument,
        api::HistoryLine,
        api::Conflict,
        api::Details,
        api::Body,
        api::Changed,
        api::Refusal,
        api::Receipt,
        api::ArrivalKind,
        api::Story,
        api::ReceiptLine,
        api::Progress,
        api::PlannedChange,
        api::ApprovedChange,
        api::HandOverPlan,
        api::HandOverId,
        api::HandedOver,
        api::HandOverLine,
        api::HandedBack,
        api::BackupReason,
        api::BackupFile,
        api::Finding,
        api::Rebuilt,
        api::LibraryChanged,
        api::SuggestionKind,
        api::Suggestion,
        api::RefusedText,
        api::HeldFiles,
        api::ReceiptPart,
        api::WatchFact,
        api::Theme,
        api::Density,
        api::Settings,
        document::Profile,
        api::ImportedFolder,
        api::DayOfWork,
        api::Share,
        api::PaceStep,
        api::Insight,
        api::Today,
    );
    // A value, so that the page need not repeat the defaults.
    let defaults = serde_json::to_string_pretty(&api::Settings::default()).unwrap_or_default();
    out.push_str(&format!(
        "\n/** The settings where none was set. */\nexport const defaultSettings: Settings = {defaults};\n"
    ));
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
