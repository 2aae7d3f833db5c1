//! Which picture is fetched next: what is on screen first, then the newest; two at once from a host, eight in all.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

/// Most requests at once.
pub const AT_ONCE: usize = 8;
/// Most requests at once to one host.
pub const A_HOST: u32 = 2;

/// A picture that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its number in the library.
    pub id: i64,
    /// Whom it is asked of; empty where no network is needed.
    pub host: String,
    /// The larger, the sooner.
    pub rank: i64,
    /// Not before this moment, in milliseconds since 1970-01-01 UTC.
    pub next_ms: i64,
}

/// All that waits, by host.
#[derive(Debug, Default)]
pub struct Queue {
    hosts: HashMap<String, Host>,
    known: HashSet<i64>,
    later: BinaryHeap<Reverse<(i64, i64, i64, String)>>,
    busy: usize,
}

#[derive(Debug, Default)]
struct Host {
    waiting: BinaryHeap<(i64, i64)>,
    busy: u32,
    rests_until: i64,
}

impl Queue {
    /// Puts a picture in; one that waits or is being fetched already is not put in twice.
    pub fn put(&mut self, waiting: Waiting) {
        if self.known.insert(waiting.id) {
            self.later.push(Reverse((waiting.next_ms, waiting.id, waiting.rank, waiting.host)));
        }
    }

    /// Puts them all in.
    pub fn put_all(&mut self, waiting: impl IntoIterator<Item = Waiting>) {
        for one in waiting {
            self.put(one);
        }
    }

    /// Puts a picture in front of all others.
    pub fn put_first(&mut self, waiting: Waiting, turn: i64) {
        self.known.insert(waiting.id);
        let host = self.hosts.entry(waiting.host).or_default();
        host.waiting.push((i64::MAX - turn, waiting.id));
    }

    /// The next one, and its host; `None` where nothing may be fetched at this moment.
    pub fn take(&mut self, now_ms: i64) -> Option<(i64, String)> {
        self.wake(now_ms);
        if self.busy >= AT_ONCE {
            return None;
        }
        let free = self.hosts.iter().filter(|(name, host)| {
            (host.busy < A_HOST || name.is_empty()) && host.rests_until <= now_ms && !host.waiting.is_empty()
        });
        let name = free.max_by_key(|(_, host)| host.waiting.peek().copied())?.0.clone();
        let host = self.hosts.get_mut(&name)?;
        loop {
            let (_, id) = host.waiting.pop()?;
            // What was put in front stands in the queue twice.
            if self.known.remove(&id) {
                host.busy += 1;
                self.busy += 1;
                return Some((id, name));
            }
            if host.waiting.is_empty() {
                return self.take(now_ms);
            }
        }
    }

    /// A request ended; the host may want to be left alone until a moment.
    pub fn done(&mut self, name: &str, rests_until: Option<i64>) {
        self.busy = self.busy.saturating_sub(1);
        if let Some(host) = self.hosts.get_mut(name) {
            host.busy = host.busy.saturating_sub(1);
            host.rests_until = host.rests_until.max(rests_until.unwrap_or(0));
            if host.busy == 0 && host.waiting.is_empty() && host.rests_until == 0 {
                self.hosts.remove(name);
            }
        }
    }

    /// Everything that waits is forgotten; what is being fetched goes on.
    pub fn clear(&mut self) {
        self.known.clear();
        self.later.clear();
        self.hosts.retain(|_, host| host.busy > 0);
        for host in self.hosts.values_mut() {
            host.waiting.clear();
            host.rests_until = 0;
        }
    }

    /// How many are being fetched.
    pub const fn busy(&self) -> usize {
        self.busy
    }

    /// When the next one may be fetched, where all that wait must wait longer.
    pub fn next_ms(&self) -> Option<i64> {
        let rests = self.hosts.values().filter(|host| !host.waiting.is_empty()).map(|host| host.rests_until).min();
        let later = self.later.peek().map(|Reverse((next_ms, ..))| *next_ms);
        rests.into_iter().chain(later).min()
    }

    fn wake(&mut self, now_ms: i64) {
        while self.later.peek().is_some_and(|Reverse((next_ms, ..))| *next_ms <= now_ms) {
            let Some(Reverse((_, id, rank, host))) = self.later.pop() else { return };
            if self.known.contains(&id) {
                self.hosts.entry(host).or_default().waiting.push((rank, id));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(id: i64, host: &str, rank: i64, next_ms: i64) -> Waiting {
        Waiting { id, host: host.to_owned(), rank, next_ms }
    }

    #[test]
    fn the_newest_come_first_two_a_host_and_eight_in_all() {
        let mut queue = Queue::default();
        for id in 0..60 {
            queue.put(waiting(id, &format!("host{}", id % 6), id, 0));
        }
        let taken: Vec<i64> = std::iter::from_fn(|| queue.take(1)).map(|(id, _)| id).collect();
        assert_eq!(taken, [59, 58, 57, 56, 55, 54, 53, 52], "eight in all, newest first");
        queue.done("host5", None);
        assert_eq!(queue.take(1), Some((51, "host3".into())), "a place is free: the newest takes it, whoever's it is");
        assert_eq!(queue.take(1), None);
    }

    #[test]
    fn a_host_is_asked_twice_at_once_and_rests_when_it_asks_to() {
        let mut queue = Queue::default();
        for id in 0..4 {
            queue.put(waiting(id, "one", id, 0));
        }
        assert!(queue.take(1).is_some() && queue.take(1).is_some());
        assert_eq!(queue.take(1), None, "a third request to one host waits");
        queue.done("one", Some(500));
        assert_eq!((queue.take(499), queue.next_ms()), (None, Some(500)));
        assert!(queue.take(500).is_some());
    }

    #[test]
    fn what_is_on_screen_goes_first_and_once() {
        let mut queue = Queue::default();
        queue.put(waiting(1, "one", 100, 0));
        queue.put(waiting(2, "two", 5, 900));
        queue.put_first(waiting(2, "two", 5, 0), 1);
        assert_eq!(queue.take(1), Some((2, "two".into())));
        assert_eq!(queue.take(1), Some((1, "one".into())));
        assert_eq!(queue.take(1000), None, "nothing is fetched twice");
    }
}
