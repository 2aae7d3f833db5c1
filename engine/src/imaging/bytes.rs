//! Holds the bytes of a picture between reading and examination. Only one large picture is held at a time.

use std::io::Read;
use std::ops::Deref;

use super::budget::{Budget, Reservation};

/// Size in bytes above which a file waits until no other large file is held. Fewer than one file in a hundred is
/// larger.
const LARGE: u64 = 2 << 20;

static LARGE_ONE: Budget = Budget::new(1);

/// Bytes of a picture; dropping a large one admits the next large one.
#[derive(Debug)]
pub struct Bytes {
    bytes: Vec<u8>,
    #[cfg_attr(not(test), expect(dead_code, reason = "held until the bytes are dropped"))]
    turn: Option<Turn>,
}

/// The right to hold a large file.
#[derive(Debug)]
pub struct Turn {
    _reservation: Option<Reservation>,
}

impl Bytes {
    /// Wraps bytes that are in memory already.
    pub const fn new(bytes: Vec<u8>, turn: Option<Turn>) -> Self {
        Self { bytes, turn }
    }

    /// Reads all bytes of an answer; waits for its turn before it holds more than a small file.
    pub fn read(reader: &mut dyn Read) -> std::io::Result<Self> {
        let mut bytes = Vec::new();
        reader.take(LARGE).read_to_end(&mut bytes)?;
        let turn = if bytes.len() as u64 == LARGE { turn(LARGE + 1) } else { None };
        reader.read_to_end(&mut bytes)?;
        Ok(Self { bytes, turn })
    }
}

/// Waits until a file of this size may be read; small ones need no turn.
pub fn turn(size: u64) -> Option<Turn> {
    (size > LARGE).then(|| Turn { _reservation: LARGE_ONE.reserve(1) })
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_files_come_one_at_a_time_and_whole() {
        for size in [0, 10, LARGE - 1, LARGE, LARGE + 1, 5 * LARGE] {
            // Each waits for its turn: the one before has given it back.
            let read = Bytes::read(&mut std::io::repeat(7).take(size)).unwrap();
            assert_eq!((read.len() as u64, read.turn.is_some()), (size, size >= LARGE));
        }
        let (sender, read) = std::sync::mpsc::channel();
        let first = Bytes::read(&mut std::io::repeat(7).take(2 * LARGE)).unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| sender.send(Bytes::read(&mut std::io::repeat(7).take(2 * LARGE)).unwrap()).unwrap());
            let small = Bytes::read(&mut std::io::repeat(7).take(10)).unwrap();
            assert_eq!((small.len(), read.try_recv().is_err()), (10, true), "small ones pass, large ones wait");
            drop(first);
            assert_eq!(read.recv().unwrap().len() as u64, 2 * LARGE);
        });
    }
}
