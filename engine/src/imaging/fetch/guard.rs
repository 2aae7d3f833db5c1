//! Which addresses may be connected to: asked again at every connect, so that neither a redirect nor a name whose
//! answer changes leads into the local net. The one module that uses what `ureq` calls unversioned.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

/// Most addresses of one name that are tried.
const MOST: usize = 16;
/// How long a name is looked up, at most.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where names are looked up: the system, or a test's own list.
pub trait Names: Send + Sync + 'static {
    /// The addresses of a host.
    fn addresses(&self, host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>>;
}

/// The system's own names.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Names for System {
    fn addresses(&self, host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
        let host = host.to_owned();
        let (sender, receiver) = sync_channel(1);
        // The system's look-up knows no time limit: a thread that waits for it in vain ends by itself.
        std::thread::spawn(move || sender.send((host.as_str(), port).to_socket_addrs().map(Vec::from_iter)));
        receiver.recv_timeout(PATIENCE).map_err(|_| std::io::Error::from(std::io::ErrorKind::TimedOut))?
    }
}

/// A host that must not be asked.
#[derive(Debug, thiserror::Error)]
#[error("{host} is on the local net ({address})")]
pub struct Refused {
    /// Its name.
    pub host: String,
    /// Where it leads.
    pub address: IpAddr,
}

/// Looks names up and lets only public addresses through.
pub struct Guard {
    names: Arc<dyn Names>,
    allowed: Vec<String>,
}

impl Guard {
    /// Hosts that are named here, with a port or with all their ports, may lie on the local net.
    pub fn new(names: Arc<dyn Names>, allowed: &[String]) -> Self {
        Self { names, allowed: allowed.iter().map(|host| host.to_lowercase()).collect() }
    }

    /// The addresses of a host that may be connected to.
    pub fn addresses(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, Error> {
        let host = host.trim_start_matches('[').trim_end_matches(']').to_lowercase();
        let found = match host.parse::<IpAddr>() {
            Ok(address) => vec![SocketAddr::new(address, port)],
            Err(_) => self.names.addresses(&host, port).map_err(|error| unknown(&error))?,
        };
        let first = found.first().copied().ok_or(Error::HostNotFound)?;
        let with_port = if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") };
        let free = self.allowed.iter().any(|allowed| *allowed == host || *allowed == with_port);
        let good: Vec<SocketAddr> = found.into_iter().filter(|one| free || is_public(one.ip())).take(MOST).collect();
        if good.is_empty() {
            return Err(Error::Other(Box::new(Refused { host, address: first.ip() })));
        }
        Ok(good)
    }

    /// Whether anything answers there.
    pub fn answers(&self, host: &str, port: u16) -> bool {
        let addresses = self.addresses(host, port).unwrap_or_default();
        addresses.iter().any(|address| std::net::TcpStream::connect_timeout(address, PATIENCE).is_ok())
    }
}

fn unknown(error: &std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::TimedOut {
        Error::Timeout(ureq::Timeout::Resolve)
    } else {
        Error::HostNotFound
    }
}

/// An agent that connects only where a guard lets it.
pub fn agent(config: Config, guard: Arc<Guard>) -> Agent {
    Agent::with_parts(config, DefaultConnector::default(), Gate(guard))
}

struct Gate(Arc<Guard>);

impl fmt::Debug for Gate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Gate")
    }
}

impl Resolver for Gate {
    fn resolve(&self, uri: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let port = match uri.scheme_str() {
            Some("http") => 80,
            Some("https") => 443,
            _ => return Err(Error::BadUri(format!("{uri}"))),
        };
        let host = uri.host().ok_or(Error::HostNotFound)?;
        let mut resolved = self.empty();
        for address in self.0.addresses(host, uri.port_u16().unwrap_or(port))? {
            resolved.push(address);
        }
        Ok(resolved)
    }
}

/// Whether an address belongs to the public net.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let shared = first == 100 && (64..128).contains(&second);
    let benchmarks = first == 198 && (second == 18 || second == 19);
    let assignments = (first, second, third) == (192, 0, 0);
    let relay = (first, second, third) == (192, 88, 99);
    !(first == 0
        || first >= 240
        || shared
        || benchmarks
        || assignments
        || relay
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation())
}

/// Only what is given out as public counts; an IPv4 address in any of its IPv6 clothes is judged as such.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, fourth, fifth, sixth, ..] = address.segments();
    let [.., a, b, c, d] = address.octets();
    let inner = Ipv4Addr::new(a, b, c, d);
    if address.to_ipv4_mapped().is_some() {
        return is_public_v4(inner);
    }
    // NAT64.
    if (first, second) == (0x64, 0xff9b) {
        return (third, fourth, fifth, sixth) == (0, 0, 0, 0) && is_public_v4(inner);
    }
    let tunnels = first == 0x2002 || (first == 0x2001 && second < 0x200);
    let documentation = (first == 0x2001 && second == 0xdb8) || (first == 0x3fff && second < 0x1000);
    first & 0xe000 == 0x2000 && !tunnels && !documentation
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Inside;

    impl Names for Inside {
        fn addresses(&self, _host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
            Ok(vec![SocketAddr::from(([10, 0, 0, 7], port))])
        }
    }

    #[test]
    fn a_host_is_allowed_with_all_its_ports_or_with_one() {
        let allowed = ["CMS.local", "127.0.0.1:8080", "[::1]:8080"].map(str::to_owned);
        let guard = Guard::new(Arc::new(Inside), &allowed);
        let may = |host: &str, port| guard.addresses(host, port).is_ok();
        assert!(may("cms.local", 80) && may("cms.local", 8080) && may("127.0.0.1", 8080) && may("[::1]", 8080));
        assert!(!may("127.0.0.1", 80) && !may("other.local", 8080) && !may("[::1]", 80));
    }

    #[test]
    fn no_way_into_the_local_net_is_public() {
        let inside = [
            "127.0.0.1",
            "127.9.9.9",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "192.0.0.170",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd12:3456::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "3fff::1",
            "100::1",
        ];
        for address in inside {
            assert!(!is_public(address.parse().unwrap()), "{address} must not be asked for a picture");
        }
        for address in ["1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"] {
            assert!(is_public(address.parse().unwrap()), "{address} is public");
        }
    }
}
