//! Work that takes long runs on threads of its own, reports how far it is and can be stopped.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};

use engine::error::{Code, Failure};
use engine::import::OnStop;

use crate::message::{Hint, Refused};

/// Runs blocking work beside the window's own thread.
pub async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let lost = |_| Failure::new(Code::Storage, Refused::Internal, Hint::TryAgain);
    tauri::async_runtime::spawn_blocking(work).await.map_err(lost)?
}

/// Intakes run one after the other; the one that runs can be stopped.
#[derive(Clone, Default)]
pub struct Intake {
    turn: Arc<Mutex<()>>,
    stop: Arc<AtomicBool>,
    roll_back: Arc<AtomicBool>,
}

impl Intake {
    /// Stops the intake that runs, after the files in hand; one that waits for its turn still gets it.
    pub fn stop(&self, roll_back: bool) {
        self.roll_back.store(roll_back, Ordering::Relaxed);
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether one runs.
    pub fn is_running(&self) -> bool {
        self.turn.try_lock().is_err_and(|error| matches!(error, TryLockError::WouldBlock))
    }

    /// Runs an intake when it is its turn.
    pub fn run<T>(&self, work: impl FnOnce() -> T) -> T {
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.stop.store(false, Ordering::Relaxed);
        self.roll_back.store(false, Ordering::Relaxed);
        let done = work();
        drop(turn);
        done
    }

    /// Whether the intake goes on, and what becomes of it where not.
    pub fn goes_on(&self) -> ControlFlow<OnStop> {
        match (self.stop.load(Ordering::Relaxed), self.roll_back.load(Ordering::Relaxed)) {
            (false, _) => ControlFlow::Continue(()),
            (true, false) => ControlFlow::Break(OnStop::Keep),
            (true, true) => ControlFlow::Break(OnStop::RollBack),
        }
    }
}
