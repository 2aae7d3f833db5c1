//! When what failed is tried again. Own, because the schedule outlives the program: each picture keeps its moment.

use std::time::Duration;

/// Tries after which a picture is given up.
pub const TRIES: u32 = 4;
/// A host that asks for more patience than this gets this much.
const LONGEST: Duration = Duration::from_hours(24);

/// The pace at which tries follow each other.
#[derive(Clone, Copy)]
pub struct Pace {
    /// Before the second try; five times as long before each further one.
    pub first: Duration,
    /// Shortest rest of the whole fetching when nothing can be reached.
    pub offline: Duration,
    /// A number from 0 to 1, so that many pictures of one host do not come back at one moment.
    pub chance: fn() -> f64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { first: Duration::from_secs(2), offline: Duration::from_secs(20), chance: fastrand::f64 }
    }
}

impl Pace {
    /// How long to wait after this many tries; what a host asked for counts where it is longer.
    pub fn rest(&self, tries: u32, asked: Option<Duration>) -> Duration {
        let longer = self.first * 5_u32.saturating_pow(tries.saturating_sub(1).min(6));
        let jittered = longer.mul_f64(1.0 + (self.chance)() / 2.0);
        jittered.max(asked.unwrap_or_default()).min(LONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rest_is_longer_than_the_one_before_and_a_host_may_ask_for_more() {
        let pace = Pace { chance: || 1.0, ..Pace::default() };
        let rests: Vec<f64> = (1..TRIES).map(|tries| pace.rest(tries, None).as_secs_f64()).collect();
        assert_eq!(rests, [3.0, 15.0, 75.0]);
        assert_eq!(pace.rest(1, Some(Duration::from_mins(1))), Duration::from_mins(1), "Retry-After counts");
        assert_eq!(pace.rest(1, Some(Duration::from_secs(1))), Duration::from_secs(3), "but hurries nobody");
        assert!((0..100).map(|_| (Pace::default().chance)()).all(|chance| (0.0..1.0).contains(&chance)));
    }
}
