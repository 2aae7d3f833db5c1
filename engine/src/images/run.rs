//! Fetching beside everything else: eight threads ask, as many as there are cores examine, and this one writes down.

mod reach;
mod strikes;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use self::strikes::Strikes;
use super::Images;
use super::work::{self, Came};
use crate::article::ArticleId;
use crate::error::Error;
use crate::image_uses::Followed;
use crate::imaging::fetch::{Fetching, Onward, Web};
use crate::imaging::queue::{AT_ONCE, Waiting};
use crate::library::pictures::shown::PicturesProgress;
use crate::library::pictures::{self, Ended, Job};
use crate::logging;
use crate::time::now_ms;

/// Hears how far the fetching is and which rows changed, and can end it.
pub type Hear<'a> = &'a dyn Fn(&PicturesProgress, &[ArticleId]) -> ControlFlow<()>;

/// Bytes that came and wait to be examined: each can be as large as a picture may be.
const UNEXAMINED: usize = 4;
/// What ended within this time is written down together.
const TOGETHER: Duration = Duration::from_millis(100);
/// Most of it.
const MOST: usize = 64;
/// How often whoever hears is told.
const TOLD: Duration = Duration::from_millis(300);
/// Pictures are counted, and room is made, at least so often while something changes: what is decided or let go can free room.
const RECOUNTED: Duration = Duration::from_secs(3);
/// How long a fetching that does not stay waits for a picture that must be tried later, in milliseconds.
const LONGEST_WAIT_MS: i64 = 120_000;
/// How far the threads that decode stand back, on Linux's scale up to 19.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;
/// The cache counts as full when less than this part of it is free.
const FREE: u64 = 20;

/// One fetching, as its threads share it.
struct Run<'a> {
    desk: Images<'a>,
    fetching: &'a Fetching,
    web: Web,
    reader: Mutex<Connection>,
    ended: AtomicBool,
    /// Taken from the queue and not yet written down.
    in_hand: AtomicUsize,
    full: AtomicBool,
    offline_until: AtomicI64,
    strikes: Mutex<Strikes>,
    /// Pictures that were sent on to another host and wait for their turn there.
    onward: Mutex<HashMap<i64, Onward>>,
}

/// What the writing thread hears.
enum Event {
    /// A try ended.
    Ended(Job, Ended),
    /// It was not tried, or does not count.
    Nothing(Job),
    /// These tries did not count either.
    Forgiven(Vec<i64>),
}

impl Images<'_> {
    /// Fetches what waits, newest first, until nothing does or `hear` ends it. One program at a time: `None` where
    /// another fetches the pictures of this library.
    pub fn fetch_pictures(&self, fetching: &Fetching, hear: Hear<'_>) -> Result<Option<PicturesProgress>, Error> {
        let Some(_lock) = self.pictures.store.lock()? else { return Ok(None) };
        if self.pictures.running.swap(true, SeqCst) {
            return Ok(None);
        }
        let done = self.fetch_all(fetching, hear);
        self.pictures.running.store(false, SeqCst);
        done.map(Some)
    }

    fn fetch_all(&self, fetching: &Fetching, hear: Hear<'_>) -> Result<PicturesProgress, Error> {
        let run = Run {
            desk: Images(self.0),
            fetching,
            web: Web::new(fetching),
            reader: Mutex::new(self.library.connect()?),
            ended: AtomicBool::new(false),
            in_hand: AtomicUsize::new(0),
            full: AtomicBool::new(false),
            offline_until: AtomicI64::new(0),
            strikes: Mutex::default(),
            onward: Mutex::default(),
        };
        run.fill()?;
        let (sender, examiners) = sync_channel(UNEXAMINED);
        let (examiners, cores) = (Mutex::new(examiners), std::thread::available_parallelism().map_or(2, usize::from));
        let (events, heard) = channel();
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE {
                let (run, sender, events) = (&run, sender.clone(), events.clone());
                scope.spawn(move || run.ask(&sender, &events));
            }
            for _ in 0..cores {
                let (run, examiners, events) = (&run, &examiners, events.clone());
                scope.spawn(move || run.examine(examiners, &events));
            }
            drop((sender, events));
            let written = run.write(&heard, hear);
            run.ended.store(true, SeqCst);
            self.resume_waiting();
            // What is still under way is not written down: it waits for the next time.
            for event in heard {
                drop(event);
            }
            self.pictures.offline.store(false, SeqCst);
            written
        })?;
        self.note_used()?;
        self.pictures_progress()
    }

    fn resume_waiting(&self) {
        let _queue = self.pictures.queue();
        self.pictures.bell.notify_all();
    }
}

impl Run<'_> {
    /// All that waits goes into the queue.
    fn fill(&self) -> Result<(), Error> {
        let waiting = self.desk.library.read(pictures::waiting)?;
        let mut queue = self.desk.pictures.queue();
        queue.clear();
        queue.put_all(waiting.into_iter().filter(|one| self.fetching.web || one.host.is_empty()));
        Ok(())
    }

    /// The next picture; waits for one, and returns `None` at the end.
    fn next(&self) -> Option<(i64, String)> {
        let pictures = &self.desk.pictures;
        let mut queue = pictures.queue();
        loop {
            if self.ended.load(SeqCst) {
                return None;
            }
            let now = now_ms();
            let offline = pictures.offline.load(SeqCst);
            let rests = offline && (now < self.offline_until.load(SeqCst) || queue.busy() > 0);
            if !pictures.paused.load(SeqCst)
                && !rests
                && let Some(next) = queue.take(now)
            {
                self.in_hand.fetch_add(1, SeqCst);
                return Some(next);
            }
            // Whoever frees a place rings; only a moment that comes by itself must be waited for.
            let rest = queue.next_ms().filter(|at| *at > now).map_or(1_000, |at| (at - now).min(1_000));
            let rest = Duration::from_millis(rest.unsigned_abs());
            queue = pictures.bell.wait_timeout(queue, rest).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn ask(&self, sender: &SyncSender<(Job, Came)>, events: &Sender<Event>) {
        while let Some((id, host)) = self.next() {
            let found = self.reader.lock().map_or(Ok(None), |reader| self.job(&reader, id));
            let Some(Some(job)) = logging::not_done("an image that waits was not read", found) else {
                self.in_hand.fetch_sub(1, SeqCst);
                self.done(&host, None);
                continue;
            };
            let came = match work::ask(&self.web, &job, self.onward(id, &host)) {
                Ok(came) => came,
                Err(onward) => {
                    self.goes_on(&host, &job, onward);
                    continue;
                }
            };
            self.done(&host, if let Came::Failed(failed) = &came { failed.rest } else { None });
            let sent = match came {
                Came::Failed(failed) => self.failed(job, &host, &failed, events),
                came => {
                    if !host.is_empty() {
                        self.reached();
                    }
                    sender.send((job, came)).is_ok()
                }
            };
            if !sent {
                return;
            }
        }
    }

    /// Where a picture was sent on to, if it is that host's turn.
    fn onward(&self, id: i64, host: &str) -> Option<Onward> {
        let onward = self.onward.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        onward.filter(|onward| onward.host == host)
    }

    /// A picture waits for its turn at the host that it was sent on to, in front of all others: it is half fetched.
    fn goes_on(&self, from: &str, job: &Job, onward: Onward) {
        let waiting = Waiting { host: onward.host.clone(), ..waits(job, 0) };
        self.onward.lock().unwrap_or_else(PoisonError::into_inner).insert(job.id, onward);
        let mut queue = self.desk.pictures.queue();
        queue.done(from, None);
        queue.put_first(waiting, 0);
        drop(queue);
        self.in_hand.fetch_sub(1, SeqCst);
        self.desk.pictures.bell.notify_all();
    }

    /// What is needed to fetch a picture; `None` where it shall not be fetched now.
    fn job(&self, reader: &Connection, id: i64) -> Result<Option<Job>, Error> {
        let Some(job) = pictures::job(reader, id)? else { return Ok(None) };
        let allowed = self.fetching.web || job.host.is_empty();
        // A full cache takes what the inbox or somebody wants, and nothing else: it would only push out the like of it.
        let wanted = allowed && (!self.full.load(SeqCst) || pictures::is_wanted(reader, id)?);
        Ok(Some(job).filter(|_| wanted))
    }

    fn done(&self, host: &str, rest: Option<Duration>) {
        // Both were rounded down to milliseconds: never before the moment that was named.
        let until = rest.map(|rest| now_ms() + 2 + i64::try_from(rest.as_millis()).unwrap_or(i64::MAX / 2));
        self.desk.pictures.queue().done(host, until);
        self.desk.pictures.bell.notify_all();
    }

    fn examine(&self, came: &Mutex<Receiver<(Job, Came)>>, events: &Sender<Event>) {
        stand_back();
        loop {
            let next = came.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((job, came)) = next else { return };
            let ended = work::examined(&self.desk.pictures.store, came);
            if events.send(Event::Ended(job, ended)).is_err() {
                return;
            }
        }
    }

    /// Writes down what ends, follows what changes, and tells how far it is, until it is enough.
    fn write(&self, heard: &Receiver<Event>, hear: Hear<'_>) -> Result<(), Error> {
        let (mut told, mut rows, mut counted) = (None::<Instant>, Vec::new(), None);
        // Something else changed since the last count, which may or may not be about pictures.
        let (mut changed_since, mut counted_at) = (false, Instant::now());
        loop {
            let events = together(heard);
            let quiet = events.is_empty();
            rows.extend(self.write_down(&events)?);
            let Followed { more, listed, rows: changed } = self.desk.follow_changes()?;
            rows.extend(changed);
            changed_since |= more;
            if !quiet || listed || (changed_since && counted_at.elapsed() > RECOUNTED) {
                counted = None;
            }
            let over = !more && self.is_over();
            if over || told.is_none_or(|told| told.elapsed() > TOLD) {
                // Counting takes longer the more there is: only where something happened.
                let now = if let Some(known) = counted.take() {
                    known
                } else {
                    (changed_since, counted_at) = (false, Instant::now());
                    self.counted(&mut rows)?
                };
                let enough = hear(&self.flagged(&now), &rows).is_break();
                (told, counted) = (Some(Instant::now()), Some(now));
                rows.clear();
                if enough || (over && !self.fetching.stay) {
                    return Ok(());
                }
            }
        }
    }

    fn counted(&self, rows: &mut Vec<ArticleId>) -> Result<PicturesProgress, Error> {
        let now = pictures::counts(&self.reader.lock().unwrap_or_else(PoisonError::into_inner))?;
        let gone = self.make_room(now.bytes)?;
        let again = !gone.is_empty();
        rows.extend(gone);
        if again { pictures::counts(&self.reader.lock().unwrap_or_else(PoisonError::into_inner)) } else { Ok(now) }
    }

    fn flagged(&self, now: &PicturesProgress) -> PicturesProgress {
        let pictures = &self.desk.pictures;
        PicturesProgress { paused: pictures.paused.load(SeqCst), offline: pictures.offline.load(SeqCst), ..now.clone() }
    }

    fn make_room(&self, bytes: u64) -> Result<Vec<ArticleId>, Error> {
        let limit = self.fetching.limit;
        let most = limit - limit / FREE;
        let changed = if bytes > limit { self.desk.evict(limit, most)?.1 } else { Vec::new() };
        self.full.store(bytes >= most, SeqCst);
        Ok(changed)
    }

    /// Nothing is in hand, and nothing waits that will be fetched soon.
    fn is_over(&self) -> bool {
        let pictures = &self.desk.pictures;
        if self.in_hand.load(SeqCst) > 0 {
            return false;
        }
        if pictures.offline.load(SeqCst) {
            return true;
        }
        let queue = pictures.queue();
        queue.busy() == 0 && queue.next_ms().is_none_or(|at| at > now_ms() + LONGEST_WAIT_MS)
    }

    fn write_down(&self, events: &[Event]) -> Result<Vec<ArticleId>, Error> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let mut again: Vec<Waiting> = Vec::new();
        let mut ended = 0;
        let rows = self.desk.library.write_calmly(|transaction| {
            let (now, mut rows) = (now_ms(), Vec::new());
            for event in events {
                match event {
                    Event::Ended(job, how) => {
                        rows.extend(pictures::end(transaction, job.id, how, now)?);
                        if let Ended::Again(_, next_ms) = how {
                            again.push(waits(job, *next_ms));
                        }
                        ended += 1;
                    }
                    Event::Nothing(job) => {
                        again.push(waits(job, 0));
                        ended += 1;
                    }
                    Event::Forgiven(ids) => again.extend(pictures::forgive(transaction, ids)?),
                }
            }
            Ok(rows)
        })?;
        let mut queue = self.desk.pictures.queue();
        queue.put_all(again);
        drop(queue);
        self.desk.pictures.bell.notify_all();
        self.in_hand.fetch_sub(ended, SeqCst);
        Ok(rows)
    }
}

/// Decoding takes whole cores: on Linux, where a thread can have a priority of its own, the window goes first.
fn stand_back() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, NICE);
}

fn waits(job: &Job, next_ms: i64) -> Waiting {
    Waiting { id: job.id, host: job.host.clone(), rank: job.rank, next_ms }
}

/// What ended within a moment.
fn together(heard: &Receiver<Event>) -> Vec<Event> {
    let (start, mut events) = (Instant::now(), Vec::new());
    while events.len() < MOST {
        match heard.recv_timeout(TOGETHER.saturating_sub(start.elapsed())) {
            Ok(event) => events.push(event),
            Err(_) => break,
        }
    }
    events
}
