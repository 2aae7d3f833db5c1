//! From nothing to a window that can be used, as a person sees it: the app is started without a driver, and the display
//! is asked what it shows.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Group, Session};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat};
use x11rb::rust_connection::RustConnection;

use super::{figure, percentile};

/// The bar, in milliseconds.
const BAR: f64 = 1_500.0;
/// Where the headlines of the list stand on the display, in pixels: a line through all of them.
const HEADLINES: (i16, i16, u16, u16) = (420, 130, 1, 600);
/// Colours of a line through headlines, at least; an empty list has fewer.
const COLOURS: usize = 20;
/// How often the display is asked.
const PAUSE: Duration = Duration::from_millis(4);
/// The headlines stand when they have not changed for so long.
const STILL: Duration = Duration::from_secs(1);
/// How long a start may take at most.
const LATEST: Duration = Duration::from_secs(20);

/// Starts the app a few times with nothing of it in the memory of the disk, where the machine lets it, and a few times with
/// the program, its libraries and the library there.
pub async fn start(home: &Path) -> Result<()> {
    // Once without counting: the window system's own caches are made by the first window of a home.
    Session::start(home).await?.close().await?;
    let display = Display::open()?;
    if std::fs::write("/proc/sys/vm/drop_caches", "3").is_ok() {
        starts(&display, home, "nothing in memory", &|| {
            rustix::fs::sync();
            Ok(std::fs::write("/proc/sys/vm/drop_caches", "3")?)
        })?;
    }
    starts(&display, home, "a warm disk", &|| Ok(()))
}

fn starts(display: &Display, home: &Path, from: &str, prepare: &dyn Fn() -> Result<()>) -> Result<()> {
    let (mut stood, mut heard) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        prepare()?;
        let began = Instant::now();
        let app = Group::of_the_app(home)?;
        stood.push(display.headlines(began)?.as_secs_f64() * 1000.0);
        heard.push(display.answers_a_key()?.as_secs_f64() * 1000.0);
        drop(app);
        display.is_empty_again()?;
    }
    figure(&format!("start to the headlines, from {from}, median"), percentile(&mut stood, 50), "ms", Some(BAR));
    figure(&format!("start to the headlines, from {from}, worst"), percentile(&mut stood, 100), "ms", None);
    figure(&format!("the first key after a start, from {from}, median"), percentile(&mut heard, 50), "ms", None);
    Ok(())
}

/// What the display shows.
struct Display {
    connection: RustConnection,
    root: u32,
}

impl Display {
    fn open() -> Result<Self> {
        let (connection, screen) = x11rb::connect(None).context("the display does not answer")?;
        let root = connection.setup().roots.get(screen).context("the display has no screen")?.root;
        Ok(Self { connection, root })
    }

    /// A line through the headlines, four bytes a pixel.
    fn line(&self) -> Result<Vec<u8>> {
        let (x, y, width, height) = HEADLINES;
        let asked = self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, width, height, u32::MAX)?;
        Ok(asked.reply()?.data)
    }

    /// When, after the app began, the headlines stood as they stay.
    fn headlines(&self, began: Instant) -> Result<Duration> {
        let (mut shown, mut at) = (self.line()?, began);
        loop {
            let line = self.line()?;
            if line != shown {
                (shown, at) = (line, Instant::now());
            }
            if colours(&shown) >= COLOURS && at.elapsed() > STILL {
                return Ok(at - began);
            }
            ensure!(began.elapsed() < LATEST, "no headlines came; the window is expected at the display's left edge");
            std::thread::sleep(PAUSE);
        }
    }

    /// How long the window takes to show that the selection moved; what presses the key comes up within that time.
    fn answers_a_key(&self) -> Result<Duration> {
        let before = self.line()?;
        let pressed = Instant::now();
        let pressing = std::process::Command::new("xdotool").args(["key", "j"]).spawn();
        let mut pressing = pressing.context("xdotool could not be started")?;
        while self.line()? == before {
            ensure!(pressed.elapsed() < LATEST, "the window does not answer a key");
            std::thread::sleep(PAUSE);
        }
        let answered = pressed.elapsed();
        ensure!(pressing.wait()?.success(), "xdotool failed");
        Ok(answered)
    }

    /// Waits until the window is gone.
    fn is_empty_again(&self) -> Result<()> {
        let closed = Instant::now();
        while colours(&self.line()?) > 1 {
            ensure!(closed.elapsed() < LATEST, "the window stays on the display");
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }
}

/// How many colours these pixels have.
fn colours(pixels: &[u8]) -> usize {
    pixels.chunks_exact(4).collect::<std::collections::HashSet<_>>().len()
}
