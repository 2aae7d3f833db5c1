//! One request for one picture.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use ureq::http::{HeaderMap, StatusCode, header};
use ureq::{Agent, Body, Error, http};

use super::guard::{self, Guard};
use super::{Failed, Fetching};

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

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What is kept is still the same.
    Unchanged,
    /// The bytes, with `ETag` and `Last-Modified`.
    Bytes(Vec<u8>, Option<String>, Option<String>),
}

/// The web, as far as it may be asked.
pub struct Web {
    agent: Agent,
    guard: Arc<Guard>,
}

impl Web {
    /// Asks as it is told to.
    pub fn new(fetching: &Fetching) -> Self {
        let guard = Arc::new(Guard::new(fetching.names.clone(), &fetching.allow));
        let config = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(REDIRECTS)
            .timeout_global(Some(fetching.patience))
            .timeout_connect(Some(CONNECT.min(fetching.patience)))
            .timeout_per_read(Some(SILENCE.min(fetching.patience)))
            .user_agent(concat!("Copytaster/", env!("CARGO_PKG_VERSION")))
            .accept("image/*")
            .accept_encoding("identity")
            .build();
        Self { agent: guard::agent(config, guard.clone()), guard }
    }

    /// Asks once.
    pub fn ask(&self, asked: &Asked) -> Result<Answer, Failed> {
        let mut request = self.agent.get(&asked.url);
        if let Some((tag, modified)) = &asked.known {
            for (name, value) in [(header::IF_NONE_MATCH, tag), (header::IF_MODIFIED_SINCE, modified)] {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
        }
        let response = request.call().map_err(|error| Failed::of(&error))?;
        match response.status() {
            StatusCode::NOT_MODIFIED if asked.known.is_some() => Ok(Answer::Unchanged),
            status if status.is_success() => read(response),
            status => Err(Failed::status(status.as_u16(), rest(response.headers()))),
        }
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

fn read(mut response: http::Response<Body>) -> Result<Answer, Failed> {
    if response.body().content_length().is_some_and(|length| length > MOST) {
        return Err(Failed::of(&Error::BodyExceedsLimit(MOST)));
    }
    let text = |name| Some(response.headers().get(name)?.to_str().ok()?.to_owned());
    let (tag, modified) = (text(header::ETAG), text(header::LAST_MODIFIED));
    let bytes = response.body_mut().with_config().limit(MOST).read_to_vec().map_err(|error| Failed::of(&error))?;
    Ok(Answer::Bytes(bytes, tag, modified))
}

/// How long the host asked to be left alone: seconds, or until a date.
fn rest(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::now()).ok(),
    }
}
