//! The native menu. What stands in it is the page's table of keys; a click only says which line it was.
//!
//! No line has an accelerator: a single letter would be taken from whoever types, and a combination be heard twice.

use serde::Deserialize;
use tauri::menu::{IsMenuItem, Menu, MenuEvent, MenuItem, Submenu};
use tauri::{AppHandle, Emitter, Manager, Runtime, WebviewWindow};

/// The event's name.
pub const MENU_CHOSEN: &str = "menu-chosen";

/// One line of a menu as the page lays it out; where it holds others, it opens them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Line {
    /// What is told when it is chosen.
    pub id: String,
    /// What it says.
    pub label: String,
    /// The lines that it opens.
    #[serde(default)]
    pub items: Vec<Self>,
}

/// Whether the system shows the menu itself, whatever the curator set.
pub const ALWAYS: bool = cfg!(target_os = "macos");

/// Shows these menus on the window, or takes its menu bar away.
pub fn lay<R: Runtime>(window: &WebviewWindow<R>, menus: Vec<Line>, shown: bool) -> tauri::Result<()> {
    let (sender, laid) = std::sync::mpsc::channel();
    let there = window.clone();
    // All of it in one turn of the window's thread: in between, the page would be moved about.
    window.run_on_main_thread(move || drop(sender.send(lay_there(&there, &menus, shown))))?;
    laid.recv().map_err(|_| tauri::Error::FailedToReceiveMessage)?
}

fn lay_there<R: Runtime>(window: &WebviewWindow<R>, menus: &[Line], shown: bool) -> tauri::Result<()> {
    if ALWAYS {
        window.app_handle().set_menu(bar(window.app_handle(), menus)?)?;
    } else if shown {
        leave_keys_to_the_page();
        window.set_menu(bar(window.app_handle(), menus)?)?;
    } else {
        window.remove_menu()?;
    }
    Ok(())
}

/// Tells the page which line was chosen.
pub fn chosen<R: Runtime>(app: &AppHandle<R>, event: &MenuEvent) {
    // A page that is gone cannot be told.
    drop(app.emit(MENU_CHOSEN, event.id().as_ref()));
}

fn bar<R: Runtime>(app: &AppHandle<R>, menus: &[Line]) -> tauri::Result<Menu<R>> {
    let bar = Menu::new(app)?;
    #[cfg(target_os = "macos")]
    bar.append(&mac::program(app)?)?;
    for (line, name) in menus.iter().zip(with_letters(menus)) {
        let menu = submenu(app, line, &name)?;
        #[cfg(target_os = "macos")]
        mac::add_to(app, line, &menu)?;
        bar.append(&menu)?;
    }
    Ok(bar)
}

fn submenu<R: Runtime>(app: &AppHandle<R>, line: &Line, name: &str) -> tauri::Result<Submenu<R>> {
    let menu = Submenu::with_id(app, format!("menu {}", line.id), name, true)?;
    for line in &line.items {
        menu.append(item(app, line)?.as_ref())?;
    }
    Ok(menu)
}

fn item<R: Runtime>(app: &AppHandle<R>, line: &Line) -> tauri::Result<Box<dyn IsMenuItem<R>>> {
    let label = plain(&line.label);
    if line.items.is_empty() {
        return Ok(Box::new(MenuItem::with_id(app, &line.id, label, true, None::<&str>)?));
    }
    Ok(Box::new(submenu(app, line, &label)?))
}

/// A label in which no letter is marked.
fn plain(label: &str) -> String {
    label.replace('&', "&&")
}

/// The names of the menus, each with a letter of its own that opens it with Alt.
fn with_letters(menus: &[Line]) -> Vec<String> {
    let mut taken = Vec::new();
    let mut lettered = |label: &str| {
        let free = |letter: char| letter.is_alphabetic() && !taken.contains(&lower(letter));
        let found = label.char_indices().find(|(_, letter)| free(*letter));
        let Some((at, letter)) = found else { return plain(label) };
        taken.push(lower(letter));
        format!("{}&{}", plain(&label[..at]), plain(&label[at..]))
    };
    menus.iter().map(|menu| lettered(&menu.label)).collect()
}

fn lower(letter: char) -> String {
    letter.to_lowercase().collect()
}

/// GTK would take F10 for itself as soon as there is a menu bar; the page's table of keys has it.
fn leave_keys_to_the_page() {
    #[cfg(target_os = "linux")]
    if gtk::is_initialized_main_thread()
        && let Some(settings) = gtk::Settings::default()
    {
        gtk::prelude::ObjectExt::set_property(&settings, "gtk-menu-bar-accel", "");
    }
}

/// What every program of a Mac has in its menu bar; without it, not even copy and paste work there.
#[cfg(target_os = "macos")]
mod mac {
    use tauri::menu::{PredefinedMenuItem as Standard, Submenu};
    use tauri::{AppHandle, Manager, Runtime};

    use super::Line;

    /// The menu that bears the program's name.
    pub fn program<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Submenu<R>> {
        let menu = Submenu::new(app, &app.package_info().name, true)?;
        menu.append(&Standard::about(app, None, None)?)?;
        menu.append(&Standard::separator(app)?)?;
        menu.append(&Standard::services(app, None)?)?;
        menu.append(&Standard::separator(app)?)?;
        menu.append(&Standard::hide(app, None)?)?;
        menu.append(&Standard::hide_others(app, None)?)?;
        menu.append(&Standard::show_all(app, None)?)?;
        menu.append(&Standard::separator(app)?)?;
        menu.append(&Standard::quit(app, None)?)?;
        Ok(menu)
    }

    /// What stands in the menus for editing and for the window.
    pub fn add_to<R: Runtime>(app: &AppHandle<R>, line: &Line, menu: &Submenu<R>) -> tauri::Result<()> {
        if line.id == "edit" {
            menu.append(&Standard::separator(app)?)?;
            menu.append(&Standard::undo(app, None)?)?;
            menu.append(&Standard::redo(app, None)?)?;
            menu.append(&Standard::cut(app, None)?)?;
            menu.append(&Standard::copy(app, None)?)?;
            menu.append(&Standard::paste(app, None)?)?;
            menu.append(&Standard::select_all(app, None)?)?;
        }
        if line.id == "go" {
            menu.append(&Standard::separator(app)?)?;
            menu.append(&Standard::minimize(app, None)?)?;
            menu.append(&Standard::fullscreen(app, None)?)?;
            menu.append(&Standard::close_window(app, None)?)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, with_letters};

    fn menus(labels: &[&str]) -> Vec<Line> {
        let line = |label: &&str| Line { id: String::new(), label: (*label).to_owned(), items: Vec::new() };
        labels.iter().map(line).collect()
    }

    #[test]
    fn each_menu_opens_with_a_letter_of_its_own() {
        let named = with_letters(&menus(&["Decide", "Dig & delve", "ddd", "Über"]));
        assert_eq!(named, ["&Decide", "D&ig && delve", "ddd", "&Über"], "one without a free letter has none");
    }
}
