//! Requests that failed, and whether another one is worth the time.

use std::time::Duration;

use ureq::{Error, Timeout};

use super::super::failure::NoBytes;
use super::guard::Refused;
use crate::message::Message;

/// A try that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Why.
    pub reason: Message,
    /// Another try may do better.
    pub again: bool,
    /// How long the host asked to be left alone.
    pub rest: Option<Duration>,
    /// Nobody could be reached: perhaps it is not the host's fault.
    pub unreachable: bool,
}

impl Failed {
    /// Given up at once.
    pub fn for_good(reason: impl Into<Message>) -> Self {
        Self { reason: reason.into(), again: false, rest: None, unreachable: false }
    }

    /// Worth another try.
    pub fn for_now(reason: impl Into<Message>) -> Self {
        Self { again: true, ..Self::for_good(reason) }
    }

    fn unreachable(reason: impl Into<Message>) -> Self {
        Self { unreachable: true, ..Self::for_now(reason) }
    }

    /// What an answer that is no picture says.
    pub fn status(status: u16, rest: Option<Duration>) -> Self {
        match status {
            404 => Self::for_good(NoBytes::NotFound),
            410 => Self::for_good(NoBytes::Gone),
            401 | 402 | 403 | 451 => Self::for_good(NoBytes::NotGivenOut { status }),
            429 => Self { rest, ..Self::for_now(NoBytes::TooManyRequests) },
            503 => Self { rest, ..Self::for_now(NoBytes::HostBusy) },
            408 | 425 | 500.. => Self { rest, ..Self::for_now(NoBytes::HostFailed { status }) },
            _ => Self::for_good(NoBytes::NoImageAnswer { status }),
        }
    }

    /// What went wrong on the way.
    pub fn of(error: &Error) -> Self {
        match error {
            Error::HostNotFound => Self::unreachable(NoBytes::HostUnknown),
            Error::Timeout(Timeout::Resolve) => Self::unreachable(NoBytes::LookUpTimedOut),
            Error::Timeout(Timeout::Connect) => Self::unreachable(NoBytes::NoAnswer),
            Error::Timeout(_) => Self::for_now(NoBytes::TimedOut),
            Error::TooManyRedirects => Self::for_good(NoBytes::RedirectLoop),
            Error::BodyExceedsLimit(most) => Self::for_good(NoBytes::TooLarge { size: most >> 20 }),
            Error::Rustls(_) | Error::Tls(_) | Error::TlsRequired => certificate(error),
            Error::Other(other) => other.downcast_ref::<Refused>().map_or_else(
                || Self::for_now(NoBytes::Other { text: other.to_string() }),
                |refused| Self::for_good(NoBytes::local_host(&refused.host, refused.address)),
            ),
            Error::Io(error) => Self::io(error),
            Error::BadUri(_) => Self::for_good(NoBytes::NotTheWeb),
            Error::Protocol(_) | Error::LargeResponseHeader(..) | Error::Http(_) => Self::for_now(NoBytes::Nonsense),
            other => Self::for_now(NoBytes::Other { text: other.to_string() }),
        }
    }

    fn io(error: &std::io::Error) -> Self {
        use std::io::ErrorKind as K;
        if let Some(inner) = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
            return Self::of(inner);
        }
        let text = error.to_string();
        if ["certificate", "handshake", "TLS"].iter().any(|word| text.contains(word)) {
            return Self::for_good(NoBytes::Certificate { text });
        }
        match error.kind() {
            K::ConnectionRefused => Self::unreachable(NoBytes::ConnectionRefused),
            K::HostUnreachable | K::NetworkUnreachable | K::NetworkDown | K::AddrNotAvailable => {
                Self::unreachable(NoBytes::Unreachable)
            }
            K::TimedOut | K::WouldBlock => Self::for_now(NoBytes::TimedOut),
            K::UnexpectedEof | K::ConnectionReset | K::ConnectionAborted | K::BrokenPipe => {
                Self::for_now(NoBytes::BrokenOff)
            }
            _ => Self::for_now(NoBytes::Other { text }),
        }
    }
}

fn certificate(error: &Error) -> Failed {
    Failed::for_good(NoBytes::Certificate { text: error.to_string() })
}
