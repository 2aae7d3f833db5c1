//! Why a picture could not be had, in words, and whether it is worth another try.

use std::time::Duration;

use ureq::{Error, Timeout};

use super::guard::Refused;

/// A try that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Why, in words that stand behind a colon: `not there (404)`.
    pub reason: String,
    /// Another try may do better.
    pub again: bool,
    /// How long the host asked to be left alone.
    pub rest: Option<Duration>,
    /// Nobody could be reached: perhaps it is not the host's fault.
    pub unreachable: bool,
}

impl Failed {
    /// Given up at once.
    pub fn for_good(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), again: false, rest: None, unreachable: false }
    }

    /// Worth another try.
    pub fn for_now(reason: impl Into<String>) -> Self {
        Self { again: true, ..Self::for_good(reason) }
    }

    fn unreachable(reason: impl Into<String>) -> Self {
        Self { unreachable: true, ..Self::for_now(reason) }
    }

    /// What an answer that is no picture says.
    pub fn status(status: u16, rest: Option<Duration>) -> Self {
        match status {
            404 => Self::for_good("not there (404)"),
            410 => Self::for_good("gone (410)"),
            401 | 402 | 403 | 451 => Self::for_good(format!("the host does not give it out ({status})")),
            429 => Self { rest, ..Self::for_now("the host asks for patience (429)") },
            503 => Self { rest, ..Self::for_now("the host is busy (503)") },
            408 | 425 | 500.. => Self { rest, ..Self::for_now(format!("the host failed ({status})")) },
            _ => Self::for_good(format!("the host does not answer with a picture ({status})")),
        }
    }

    /// What went wrong on the way.
    pub fn of(error: &Error) -> Self {
        match error {
            Error::HostNotFound => Self::unreachable("the host is not known"),
            Error::Timeout(Timeout::Resolve) => Self::unreachable("the host's name could not be looked up in time"),
            Error::Timeout(Timeout::Connect) => Self::unreachable("timed out: the host does not answer"),
            Error::Timeout(_) => Self::for_now("timed out"),
            Error::TooManyRedirects => Self::for_good("it is redirected in circles"),
            Error::BodyExceedsLimit(most) => Self::for_good(format!("too large: more than {} MB", most >> 20)),
            Error::Rustls(_) | Error::Tls(_) | Error::TlsRequired => certificate(error),
            Error::Other(other) => other.downcast_ref::<Refused>().map_or_else(
                || Self::for_now(format!("it could not be fetched: {other}")),
                |refused| Self::for_good(format!("refused host: {refused}")),
            ),
            Error::Io(error) => Self::io(error),
            Error::BadUri(_) => Self::for_good("the address leads to something that is not the web"),
            Error::Protocol(_) | Error::LargeResponseHeader(..) | Error::Http(_) => {
                Self::for_now("the host's answer makes no sense")
            }
            other => Self::for_now(format!("it could not be fetched: {other}")),
        }
    }

    fn io(error: &std::io::Error) -> Self {
        use std::io::ErrorKind as K;
        if let Some(inner) = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
            return Self::of(inner);
        }
        let text = error.to_string();
        if ["certificate", "handshake", "TLS"].iter().any(|word| text.contains(word)) {
            return Self::for_good(format!("certificate: {text}"));
        }
        match error.kind() {
            K::ConnectionRefused => Self::unreachable("the host refuses connections"),
            K::HostUnreachable | K::NetworkUnreachable | K::NetworkDown | K::AddrNotAvailable => {
                Self::unreachable("the host cannot be reached")
            }
            K::TimedOut | K::WouldBlock => Self::for_now("timed out"),
            K::UnexpectedEof | K::ConnectionReset | K::ConnectionAborted | K::BrokenPipe => {
                Self::for_now("the host broke off before the end")
            }
            _ => Self::for_now(format!("it could not be fetched: {text}")),
        }
    }
}

fn certificate(error: &Error) -> Failed {
    Failed::for_good(format!("certificate: {error}"))
}
