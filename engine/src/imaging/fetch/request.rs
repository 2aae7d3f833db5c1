//! One request for one picture.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use ureq::http::{HeaderMap, StatusCode, header};
use ureq::{Agent, Body, Error, Timeout, http};
use url::Url;

use super::guard::{self, Guard};
use super::{Failed, Fetching};
use crate::imaging::bytes::Bytes;
use crate::imaging::failure::NoBytes;
use crate::imaging::source::Source;

/// Most bytes of a picture.
pub const MOST: u64 = 32 << 20;
/// Most redirects that are followed.
const REDIRECTS: u32 = 5;
/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);
/// How long the host may say nothing.
const SILENCE: Duration = Duration::from_secs(15);

/// What to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// A web address.
    pub url: String,
    /// What is known of the picture that is kept already: its `ETag` and `Last-Modified`.
    pub known: Option<(Option<String>, Option<String>)>,
}

/// Another host that a picture is to be asked of. Whoever asks sees to it that this host, too, is not asked more than
/// it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onward {
    /// A web address.
    pub url: String,
    /// Its host and port.
    pub host: String,
    /// Redirects until here.
    followed: u32,
    /// What is left of the time that one picture may take.
    left: Duration,
}

/// What came.
#[derive(Debug)]
pub enum Answer {
    /// What is kept is still the same.
    Unchanged,
    /// The bytes, with `ETag` and `Last-Modified`.
    Bytes(Bytes, Option<String>, Option<String>),
    /// It is another host's.
    Onward(Onward),
}

/// The web, as far as it may be asked.
pub struct Web {
    agent: Agent,
    guard: Arc<Guard>,
    patience: Duration,
}

impl Web {
    /// Asks as it is told to.
    pub fn new(fetching: &Fetching) -> Self {
        let guard = Arc::new(Guard::new(fetching.names.clone(), &fetching.allow));
        let config = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT.min(fetching.patience)))
            .timeout_per_read(Some(SILENCE.min(fetching.patience)))
            .user_agent(concat!("Copytaster/", env!("CARGO_PKG_VERSION")))
            .accept("image/*")
            .accept_encoding("identity")
            .build();
        Self { agent: guard::agent(config, guard.clone()), guard, patience: fetching.patience }
    }

    /// Asks once: a host, or the one that it sent us on to. Redirects of a host to itself are followed.
    pub fn ask(&self, asked: &Asked, onward: Option<Onward>) -> Result<Answer, Failed> {
        let begun = Instant::now();
        let (mut url, mut followed, patience) = match onward {
            Some(onward) => (onward.url, onward.followed, onward.left),
            None => (asked.url.clone(), 0, self.patience),
        };
        let host = Source::of_web(&url).host;
        loop {
            let left = patience.saturating_sub(begun.elapsed());
            let response = self.get(&url, asked, left)?;
            let Some(target) = target(&url, &response)? else { return answer(response, asked) };
            followed += 1;
            if followed > REDIRECTS {
                return Err(Failed::of(&Error::TooManyRedirects));
            }
            if target.host != host {
                let left = patience.saturating_sub(begun.elapsed());
                return Ok(Answer::Onward(Onward { url: target.address, host: target.host, followed, left }));
            }
            url = target.address;
        }
    }

    fn get(&self, url: &str, asked: &Asked, left: Duration) -> Result<http::Response<Body>, Failed> {
        if left.is_zero() {
            return Err(Failed::of(&Error::Timeout(Timeout::Global)));
        }
        let mut request = self.agent.get(url).config().timeout_global(Some(left)).build();
        if let Some((tag, modified)) = &asked.known {
            for (name, value) in [(header::IF_NONE_MATCH, tag), (header::IF_MODIFIED_SINCE, modified)] {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
        }
        request.call().map_err(|error| Failed::of(&error))
    }

    /// Whether a host can be reached at all.
    pub fn reaches(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if port.parse::<u16>().is_ok() => (name, port.parse().unwrap_or(443)),
            _ => (host, 443),
        };
        self.guard.answers(name, port)
    }
}

fn answer(response: http::Response<Body>, asked: &Asked) -> Result<Answer, Failed> {
    match response.status() {
        StatusCode::NOT_MODIFIED if asked.known.is_some() => Ok(Answer::Unchanged),
        status if status.is_success() => read(response),
        status => Err(Failed::status(status.as_u16(), rest(response.headers(), SystemTime::now()))),
    }
}

/// Where a redirect leads; `None` where the answer is none.
fn target(url: &str, response: &http::Response<Body>) -> Result<Option<Source>, Failed> {
    use StatusCode as S;
    let redirects = [S::MOVED_PERMANENTLY, S::FOUND, S::SEE_OTHER, S::TEMPORARY_REDIRECT, S::PERMANENT_REDIRECT];
    let location = response.headers().get(header::LOCATION).filter(|_| redirects.contains(&response.status()));
    let Some(location) = location else { return Ok(None) };
    let nonsense = || Failed::for_now(NoBytes::Nonsense);
    let location = location.to_str().map_err(|_| nonsense())?;
    let leads_to = Url::parse(url).and_then(|url| url.join(location)).map_err(|_| nonsense())?;
    let source = Source::of_web(leads_to.as_str());
    match source.refused {
        Some(reason) => Err(Failed::for_good(reason)),
        None => Ok(Some(source)),
    }
}

fn read(mut response: http::Response<Body>) -> Result<Answer, Failed> {
    if response.body().content_length().is_some_and(|length| length > MOST) {
        return Err(Failed::of(&Error::BodyExceedsLimit(MOST)));
    }
    let text = |name| Some(response.headers().get(name)?.to_str().ok()?.to_owned());
    let (tag, modified) = (text(header::ETAG), text(header::LAST_MODIFIED));
    let mut body = response.body_mut().with_config().limit(MOST).reader();
    let bytes = Bytes::read(&mut body).map_err(|error| Failed::of(&Error::from(error)))?;
    Ok(Answer::Bytes(bytes, tag, modified))
}

/// How long the host asked to be left alone: seconds, or until a date.
fn rest(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => httpdate::parse_http_date(text).ok()?.duration_since(now).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_left_alone_for_seconds_or_until_a_date() {
        let now = httpdate::parse_http_date("Tue, 24 Nov 2026 08:00:00 GMT").unwrap();
        let cases = [
            ("7", Some(7)),
            (" 120 ", Some(120)),
            ("Tue, 24 Nov 2026 08:00:30 GMT", Some(30)),
            ("Tuesday, 24-Nov-26 08:01:00 GMT", Some(60)),
            ("Tue Nov 24 09:00:00 2026", Some(3600)),
            ("Tue, 24 Nov 2026 07:59:59 GMT", None),
            ("soon", None),
            ("-3", None),
        ];
        for (said, wanted) in cases {
            let headers = HeaderMap::from_iter([(header::RETRY_AFTER, said.parse().unwrap())]);
            assert_eq!(rest(&headers, now), wanted.map(Duration::from_secs), "Retry-After: {said}");
        }
        assert_eq!(rest(&HeaderMap::new(), now), None);
    }
}
