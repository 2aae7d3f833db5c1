//! A web server that can also misbehave, and names that lead to it.

#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it")]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use engine::images::{Fetching, Names, Pace};

/// One request as it came.
#[derive(Debug, Clone)]
pub struct Request {
    pub host: String,
    pub path: String,
    /// Names in small letters.
    pub headers: HashMap<String, String>,
    /// How often this host and path were asked for, this time included.
    pub times: usize,
}

/// What is sent, as bytes: whole answers, or anything else.
pub type Respond = dyn Fn(&Request, &mut TcpStream) -> std::io::Result<()> + Send + Sync;

pub struct Server {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    busiest: Arc<AtomicUsize>,
}

impl Server {
    pub fn new(respond: impl Fn(&Request, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> Self {
        Self::at(Ipv4Addr::LOCALHOST.into(), respond)
    }

    /// The same at another address of this machine.
    pub fn at(
        own: IpAddr,
        respond: impl Fn(&Request, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((own, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let (requests, busiest, busy) = (Arc::default(), Arc::default(), Arc::new(AtomicUsize::new(0)));
        let respond: Arc<Respond> = Arc::new(respond);
        let server = Self { address, requests: Arc::clone(&requests), busiest: Arc::clone(&busiest) };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (requests, respond) = (Arc::clone(&requests), Arc::clone(&respond));
                let (busy, busiest) = (Arc::clone(&busy), Arc::clone(&busiest));
                std::thread::spawn(move || {
                    let mut reader = BufReader::new(stream.try_clone().unwrap());
                    let mut stream = stream;
                    while let Some(request) = read(&mut reader, &requests) {
                        busiest.fetch_max(busy.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        let sent = respond(&request, &mut stream);
                        busy.fetch_sub(1, Ordering::SeqCst);
                        if sent.is_err() {
                            return;
                        }
                    }
                });
            }
        });
        server
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// Most requests that were answered at one moment.
    pub fn busiest(&self) -> usize {
        self.busiest.load(Ordering::SeqCst)
    }

    /// Every host with `.test` at its end leads here, and is allowed to.
    pub fn fetching(&self, hosts: &[&str]) -> Fetching {
        Fetching {
            allow: hosts.iter().map(|host| (*host).to_owned()).collect(),
            names: Arc::new(Here(self.address)),
            pace: Pace { first: Duration::from_millis(2), offline: Duration::from_millis(20), chance: || 0.0 },
            patience: Duration::from_secs(2),
            ..Fetching::default()
        }
    }
}

fn read(reader: &mut BufReader<TcpStream>, requests: &Mutex<Vec<Request>>) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let host = headers.get("host").cloned().unwrap_or_default();
    let mut all = requests.lock().unwrap();
    let times = 1 + all.iter().filter(|known| known.path == path && known.host == host).count();
    let request = Request { host, path, headers, times };
    all.push(request.clone());
    Some(request)
}

/// A whole answer.
pub fn answer(stream: &mut TcpStream, head: &str, body: &[u8]) -> std::io::Result<()> {
    let head = format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n", body.len());
    let all = [head.as_bytes(), body].concat();
    stream.write_all(&all)
}

/// Leads names to a test's own server.
pub struct Here(pub SocketAddr);

impl Names for Here {
    fn addresses(&self, host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
        let inside = |address: &str| Ok(vec![SocketAddr::new(address.parse().unwrap(), port)]);
        match host {
            "metadata.example" => inside("169.254.169.254"),
            "intranet.example" => inside("10.0.0.7"),
            "six.example" => inside("fd00::7"),
            "mapped.example" => inside("::ffff:127.0.0.1"),
            "carrier.example" => inside("100.64.0.9"),
            "unknown.example" => Err(std::io::ErrorKind::NotFound.into()),
            _ => Ok(vec![self.0]),
        }
    }
}
