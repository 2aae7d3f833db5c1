//! The window: a shell around the engine's desk. It asks, reports and serves pictures; it decides nothing itself.

mod arguments;
mod commands;
mod drops;
mod elsewhere;
mod events;
mod fetching;
pub mod grants;
mod jobs;
mod menu;
pub mod message;
mod protocol;
mod rehearsal;
mod shell;
mod watch;
mod web_view;

use std::process::ExitCode;

use engine::desk::Desk;
use tauri::{AppHandle, Builder, Manager, RunEvent, Runtime};

pub use arguments::Arguments;
pub use drops::DRAGGED;
pub use events::{LIBRARY_CHANGED, WATCHED};
pub use fetching::PICTURES_CHANGED;
pub use menu::MENU_CHOSEN;
pub use shell::Shell;

/// Everything of the app but its window system: shared by the program and its tests.
pub fn builder<R: Runtime>(builder: Builder<R>, shell: Shell) -> Builder<R> {
    builder
        .manage(shell)
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(own_pages_only())
        .register_asynchronous_uri_scheme_protocol(protocol::SCHEME, protocol::serve)
        .on_window_event(|window, event| drops::window_event(window.app_handle(), event))
        .on_menu_event(|app, event| menu::chosen(app, &event))
        .invoke_handler(tauri::generate_handler![
            commands::take_in::opened_with,
            commands::take_in::work_beside,
            commands::take_in::pick_files,
            commands::take_in::pick_folder,
            commands::take_in::take_in,
            commands::take_in::take_in_rejected,
            commands::take_in::stop_take_in,
            commands::take_in::count_files,
            commands::folders::read_folders,
            commands::folders::set_profile,
            commands::rehearse::count_samples,
            commands::rehearse::begin_rehearsal,
            commands::rehearse::end_rehearsal,
            commands::find::read_facets,
            commands::find::suggest,
            commands::find::read_reports,
            commands::find::read_views,
            commands::find::save_view,
            commands::find::rename_view,
            commands::find::forget_view,
            commands::receipts::read_receipts,
            commands::receipts::read_receipt_part,
            commands::receipts::take_back,
            commands::receipts::read_refused,
            commands::receipts::open_refused,
            commands::watch::read_watched,
            commands::watch::pick_watched,
            commands::watch::watch_folders,
            commands::watch::unwatch_folder,
            commands::show::open_view,
            commands::show::read_view,
            commands::show::read_rows,
            commands::show::read_article,
            commands::show::open_source,
            commands::read::read_page,
            commands::read::read_document,
            commands::read::list_topics,
            commands::read::open_link,
            commands::decide::decide,
            commands::decide::undo,
            commands::decide::redo,
            commands::decide::take_theirs,
            commands::decide::keep_mine,
            commands::hand_over::plan_hand_over,
            commands::hand_over::hand_over,
            commands::hand_over::read_hand_overs,
            commands::hand_over::take_back_hand_over,
            commands::keep::list_backups,
            commands::keep::newest_good_backup,
            commands::keep::back_up,
            commands::keep::restore_backup,
            commands::keep::look_over,
            commands::keep::rebuild_library,
            commands::keep::reopen_library,
            commands::insight::read_insight,
            commands::insight::read_today,
            commands::menu::set_menu,
            commands::pictures::show_pictures,
            commands::pictures::pictures_progress,
            commands::pictures::picture_cache,
            commands::pictures::prune_pictures,
            commands::pictures::pause_pictures,
            commands::pictures::resume_pictures,
            commands::pictures::retry_pictures,
            commands::settings::read_settings,
            commands::settings::save_settings,
        ])
}

/// Begins what works on the library beside the page; each ends with the desk that it began with.
fn begin_beside<R: Runtime>(app: &AppHandle<R>) {
    elsewhere::listen(app);
    watch::begin(app);
    fetching::begin(app);
}

/// The page never leaves its own address, whatever an article's text may hold.
fn own_pages_only<R: Runtime>() -> tauri::plugin::TauriPlugin<R> {
    // The frame that an article's text is shown in has an address of its own, and none that leads anywhere.
    let own = |url: &tauri::Url| {
        url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost") || url.as_str() == "about:srcdoc"
    };
    tauri::plugin::Builder::new("own-pages").on_navigation(move |_, url| own(url)).build()
}

/// Opens the window and stays until it is closed.
#[must_use]
pub fn run() -> ExitCode {
    let shell = match Arguments::read() {
        Ok(arguments) => Shell::open(arguments),
        Err(code) => return code,
    };
    if let Err(error) = Desk::discard_temporary_files_on_signals() {
        eprintln!("{error}");
    }
    match builder(Builder::default(), shell).build(tauri::generate_context!()) {
        Ok(app) => {
            app.run(|app, event| {
                if matches!(event, RunEvent::Ready) {
                    web_view::keep_little(app);
                    web_view::draw_when_there(app);
                }
                // The program ends without letting go of its state: what was tried out must not stay behind.
                if matches!(event, RunEvent::Exit) {
                    Desk::discard_temporary_files();
                    app.state::<Shell>().end_rehearsal();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("Copytaster could not open its window: {}.", engine::escape::line(&error.to_string()));
            eprintln!("  It needs a desktop session. On a server, use the command line program: copytaster --help");
            ExitCode::FAILURE
        }
    }
}
