//! The moments of writing, numbered, so that a test can kill the real program at any of them.
//! A release build has none of this.

/// Marks one step of writing. Where `COPYTASTER_DIE_AT` is the number of the step, the program ends here as if killed
/// by SIGKILL. Each step is appended to the file that `COPYTASTER_TRACE_STEPS` names.
#[cfg(all(debug_assertions, unix))]
pub fn step(moment: &str) {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};
    static DIE_AT: LazyLock<Option<u64>> = LazyLock::new(|| std::env::var("COPYTASTER_DIE_AT").ok()?.parse().ok());
    static STEPS: AtomicU64 = AtomicU64::new(0);
    trace(moment);
    let Some(die_at) = *DIE_AT else { return };
    if STEPS.fetch_add(1, Ordering::SeqCst) + 1 == die_at {
        let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    }
}

#[cfg(all(debug_assertions, unix))]
fn trace(moment: &str) {
    use std::fs::File;
    use std::io::Write;
    use std::sync::LazyLock;
    static TRACE: LazyLock<Option<File>> = LazyLock::new(|| {
        let file = std::env::var_os("COPYTASTER_TRACE_STEPS")?;
        File::options().create(true).append(true).open(file).ok()
    });
    if let Some(mut file) = TRACE.as_ref() {
        let _ = file.write_all(format!("{moment}\n").as_bytes());
    }
}

/// One moment of writing.
#[cfg(not(all(debug_assertions, unix)))]
pub const fn step(_moment: &str) {}

/// A moment at which a test can hold the real program: where `COPYTASTER_PAUSE_AT` is its name and a number, as in
/// `before a batch is looked at#2`, the program stands still the time it comes by so often, until it is continued.
#[cfg(all(debug_assertions, unix))]
pub fn pause(moment: &str) {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};
    static PAUSE_AT: LazyLock<Option<(String, u64)>> = LazyLock::new(|| {
        let said = std::env::var("COPYTASTER_PAUSE_AT").ok()?;
        let (moment, number) = said.split_once('#')?;
        Some((moment.to_owned(), number.parse().ok()?))
    });
    static PASSED: AtomicU64 = AtomicU64::new(0);
    let Some((named, number)) = &*PAUSE_AT else { return };
    if named == moment && PASSED.fetch_add(1, Ordering::SeqCst) + 1 == *number {
        // To this thread, not to the process: another thread might take it, and this one would go on for a while.
        let _ = signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
    }
}

/// A moment at which a test can hold the real program.
#[cfg(not(all(debug_assertions, unix)))]
pub const fn pause(_moment: &str) {}
