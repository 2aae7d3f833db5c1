//! The moments of writing, numbered, so that a test can kill the real program at any of them.
//! A release build has none of this.

/// One moment of writing: where `COPYTASTER_DIE_AT` names its number, the program dies here as by SIGKILL.
#[cfg(all(debug_assertions, unix))]
pub fn step(_moment: &str) {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};
    static DIE_AT: LazyLock<Option<u64>> = LazyLock::new(|| std::env::var("COPYTASTER_DIE_AT").ok()?.parse().ok());
    static STEPS: AtomicU64 = AtomicU64::new(0);
    let Some(die_at) = *DIE_AT else { return };
    if STEPS.fetch_add(1, Ordering::SeqCst) + 1 == die_at {
        let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    }
}

/// One moment of writing.
#[cfg(not(all(debug_assertions, unix)))]
pub const fn step(_moment: &str) {}
