//! Limits the memory that all pictures take together while they are decoded.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// An amount that threads share. A request for more than is left waits.
#[derive(Debug)]
pub struct Budget {
    total: u64,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    used: u64,
    /// Numbers of the next request and of the next one to be served: small requests do not overtake a large one.
    next: u64,
    serving: u64,
}

/// A part of a budget, returned to the budget on drop.
#[derive(Debug)]
pub struct Reservation {
    budget: &'static Budget,
    amount: u64,
}

impl Budget {
    /// A budget of this amount.
    pub const fn new(total: u64) -> Self {
        Self { total, state: Mutex::new(State { used: 0, next: 0, serving: 0 }), changed: Condvar::new() }
    }

    /// Reserves an amount, and waits until it is free, in the order of asking; `None` where it exceeds the whole
    /// budget.
    pub fn reserve(&'static self, amount: u64) -> Option<Reservation> {
        if amount > self.total {
            return None;
        }
        let mut state = self.state();
        let turn = state.next;
        state.next += 1;
        while state.serving != turn || state.used + amount > self.total {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.serving += 1;
        state.used += amount;
        drop(state);
        self.changed.notify_all();
        Some(Reservation { budget: self, amount })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give_back(&self, amount: u64) {
        let mut state = self.state();
        state.used = state.used.saturating_sub(amount);
        drop(state);
        self.changed.notify_all();
    }
}

impl Reservation {
    /// Gives back all but this amount.
    pub fn shrink_to(&mut self, amount: u64) {
        let less = self.amount.saturating_sub(amount);
        self.amount -= less;
        self.budget.give_back(less);
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.budget.give_back(self.amount);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

    use super::*;

    #[test]
    fn no_more_is_out_than_there_is_and_everybody_is_served() {
        static BUDGET: Budget = Budget::new(100);
        static OUT: AtomicU64 = AtomicU64::new(0);
        assert!(BUDGET.reserve(101).is_none());
        std::thread::scope(|scope| {
            for thread in 0..8_u64 {
                scope.spawn(move || {
                    for round in 0..200_u64 {
                        let amount = (thread * 37 + round * 13) % 100 + 1;
                        let mut reserved = BUDGET.reserve(amount).unwrap();
                        assert!(OUT.fetch_add(amount, SeqCst) + amount <= 100);
                        OUT.fetch_sub(amount, SeqCst);
                        reserved.shrink_to(amount / 2);
                    }
                });
            }
        });
        assert_eq!(BUDGET.state().used, 0);
    }
}
