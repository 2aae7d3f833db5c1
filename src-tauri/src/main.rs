//! `copytaster-desktop`: opens the desk's window.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    copytaster_desktop::run()
}
