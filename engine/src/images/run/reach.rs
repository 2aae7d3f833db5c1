//! What a failed try says: of the picture, of its host, or that nothing at all can be reached just now.

use std::sync::PoisonError;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::mpsc::Sender;

use super::strikes::Strikes;
use super::{Event, Run};
use crate::imaging::failure::NoBytes;
use crate::imaging::fetch::{Failed, TRIES};
use crate::library::pictures::{self, Ended, Job};
use crate::time::now_ms;

/// Different hosts that cannot be reached one after the other: it is asked whether anything can.
const SUSPICIOUS: usize = 4;

impl Run<'_> {
    /// Something was reached: whatever could not be was its own fault.
    pub(super) fn reached(&self) {
        *self.strikes.lock().unwrap_or_else(PoisonError::into_inner) = Strikes::default();
        self.desk.pictures.offline.store(false, SeqCst);
    }

    /// A try failed; whether that counts depends on whether anything can be reached at all.
    pub(super) fn failed(&self, job: Job, host: &str, failed: &Failed, events: &Sender<Event>) -> bool {
        if !failed.unreachable {
            if !job.host.is_empty() {
                self.reached();
            }
        } else if self.desk.pictures.offline.load(SeqCst) {
            self.rest_offline();
            return events.send(Event::Nothing(job)).is_ok();
        }
        let id = job.id;
        // What is kept stays, where only the question whether it changed failed.
        let ended = if job.known.is_some() && failed.again { Ended::Unchanged } else { self.verdict(&job, failed) };
        let sent = events.send(Event::Ended(job, ended)).is_ok();
        if !failed.unreachable {
            return sent;
        }
        let suspicious = self.is_suspicious(id, host.to_owned());
        if self.desk.pictures.offline.load(SeqCst) {
            return events.send(Event::Forgiven(vec![id])).is_ok();
        }
        if suspicious && !self.anything_answers() {
            self.desk.pictures.offline.store(true, SeqCst);
            self.rest_offline();
            let strikes = std::mem::take(&mut *self.strikes.lock().unwrap_or_else(PoisonError::into_inner));
            return events.send(Event::Forgiven(strikes.pictures)).is_ok();
        }
        sent
    }

    fn verdict(&self, job: &Job, failed: &Failed) -> Ended {
        let tries = job.tries + 1;
        if !failed.again {
            return Ended::Failed(failed.reason.clone());
        }
        if tries >= TRIES {
            return Ended::Failed(NoBytes::Tries { detail: failed.reason.clone(), tries: TRIES }.into());
        }
        let rest = self.fetching.pace.rest(tries, failed.rest);
        Ended::Again(failed.reason.clone(), now_ms() + i64::try_from(rest.as_millis()).unwrap_or(0))
    }

    fn is_suspicious(&self, id: i64, host: String) -> bool {
        let mut strikes = self.strikes.lock().unwrap_or_else(PoisonError::into_inner);
        strikes.pictures.push(id);
        strikes.hosts.insert(host);
        strikes.hosts.len() >= SUSPICIOUS
    }

    fn anything_answers(&self) -> bool {
        let host = self.reader.lock().ok().and_then(|reader| pictures::good_host(&reader).ok().flatten());
        let answers = host.is_some_and(|host| self.web.reaches(&host));
        if answers {
            self.reached();
        }
        answers
    }

    fn rest_offline(&self) {
        let rest = i64::try_from(self.fetching.pace.offline.as_millis()).unwrap_or(i64::MAX / 2);
        self.offline_until.store(now_ms() + rest, SeqCst);
    }
}
