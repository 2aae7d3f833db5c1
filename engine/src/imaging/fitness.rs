//! How fit a picture is to stand beside an article, from what is known of it. Looks at no pixels.

use super::look::alike;

/// From this many pixels up, more do not make a picture fitter: it fills the site's largest picture space.
const ENOUGH: f64 = 1200.0 * 675.0;
/// The shape of the site's picture spaces.
const SHAPE: f64 = 16.0 / 9.0;
/// Sharpness from which more does not count; see `look::sharpness`.
const SHARP: f64 = 12.0;
/// What is no larger than this along either side counts readers, and shows nothing.
const TRACKER: i64 = 16;
/// A square no larger than this is a logo.
const LOGO: i64 = 256;
/// Words in the addresses of logos and the like.
const LOGO_WORDS: &[&str] = &["logo", "icon", "avatar", "sprite", "placeholder", "badge", "gravatar"];

/// Whether a picture can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alive {
    /// It is here.
    Here,
    /// Nobody has looked yet.
    Unknown,
    /// It could not be had.
    Dead,
}

/// What is known of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Known<'a> {
    /// Its address.
    pub url: &'a str,
    /// Width and height in pixels: real where it is here, else declared.
    pub size: Option<(i64, i64)>,
    /// See `look::sharpness`.
    pub sharpness: Option<f64>,
    /// See `look::look`.
    pub look: Option<u64>,
    /// Whether it can be had.
    pub alive: Alive,
}

impl Known<'_> {
    /// Whether it is a pixel that counts readers.
    #[must_use]
    pub fn is_tracker(&self) -> bool {
        self.size.is_some_and(|(width, height)| width.min(height) <= TRACKER)
    }

    /// Whether it is somebody's sign: by its address, or small and square.
    #[must_use]
    pub fn is_logo(&self) -> bool {
        let name = self.url.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let small = self.size.is_some_and(|(width, height)| width == height && width <= LOGO);
        small || LOGO_WORDS.iter().any(|word| name.contains(word))
    }

    /// From 0 to 1. What is not known counts as middling, so that it stands between what is good and what is bad.
    #[must_use]
    pub fn fitness(&self) -> f64 {
        let (pixels, shape) = self.size.map_or((0.5, 0.7), |(width, height)| {
            #[expect(clippy::cast_precision_loss, reason = "sizes in pixels")]
            let (width, height) = (width.max(1) as f64, height.max(1) as f64);
            let off = (width / height / SHAPE).ln().abs();
            ((width * height / ENOUGH).sqrt().min(1.0), 1.0 - (off * 0.5).min(0.6))
        });
        let sharp = self.sharpness.map_or(0.8, |sharpness| (sharpness / SHARP).clamp(0.3, 1.0));
        let alive = match self.alive {
            Alive::Here => 1.0,
            Alive::Unknown => 0.8,
            Alive::Dead => 0.01,
        };
        pixels * shape * sharp * alive * if self.is_logo() { 0.1 } else { 1.0 }
    }
}

/// The places of pictures, fittest first; trackers are left out, and of those that look alike only the fittest stays.
/// Of equal ones the earlier comes first.
#[must_use]
pub fn ranked(pictures: &[Known<'_>]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..pictures.len()).filter(|place| !pictures[*place].is_tracker()).collect();
    places.sort_by(|one, other| pictures[*other].fitness().total_cmp(&pictures[*one].fitness()));
    let mut kept: Vec<usize> = Vec::new();
    for place in places {
        let same = |other: &usize| is_same(&pictures[place], &pictures[*other]);
        if !kept.iter().any(same) {
            kept.push(place);
        }
    }
    kept
}

/// Whether two are one picture for the eye.
#[must_use]
pub fn is_same(one: &Known<'_>, other: &Known<'_>) -> bool {
    one.url == other.url || one.look.zip(other.look).is_some_and(|(one, other)| alike(one, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(url: &str, size: (i64, i64)) -> Known<'_> {
        Known { url, size: Some(size), sharpness: Some(12.0), look: None, alive: Alive::Here }
    }

    #[test]
    fn the_largest_in_the_right_shape_comes_first_and_the_dead_last() {
        let pictures = [
            Known { alive: Alive::Dead, ..known("a", (1600, 900)) },
            known("b", (400, 225)),
            known("c", (1200, 675)),
            known("d", (675, 1200)),
            Known { sharpness: Some(2.0), ..known("e", (1200, 675)) },
        ];
        assert_eq!(ranked(&pictures), [2, 3, 1, 4, 0], "what would be shown best comes first");
    }

    #[test]
    fn trackers_are_no_candidates_and_logos_come_after_pictures() {
        let pictures = [
            known("t.gif", (1, 1)),
            known("site-logo.png", (1200, 675)),
            known("s.png", (50, 50)),
            known("p", (600, 400)),
        ];
        assert_eq!(ranked(&pictures), [3, 1, 2]);
    }

    #[test]
    fn of_pictures_that_look_alike_only_the_fittest_stays() {
        let alike = |url, size, look| Known { look: Some(look), ..known(url, size) };
        let pictures =
            [alike("a", (300, 169), 0b1111), alike("b", (1200, 675), 0b1101), alike("c", (800, 450), u64::MAX)];
        assert_eq!(ranked(&pictures), [1, 2], "the same picture twice is no choice");
        assert_eq!(ranked(&[known("a", (800, 450)), known("a", (900, 500))]).len(), 1, "one address is one picture");
    }
}
