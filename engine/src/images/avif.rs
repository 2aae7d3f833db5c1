//! The size of an AVIF from its header. Decodes nothing.

use super::unfit::Unfit;

/// Boxes that hold the properties of pictures, from the outside in.
const WAY: &[&[u8; 4]] = &[b"meta", b"iprp", b"ipco"];

/// Width and height in pixels of the picture as it is shown.
pub fn size(bytes: &[u8]) -> Result<(u32, u32), Unfit> {
    whole(bytes)?;
    let mut inside = bytes;
    for (depth, name) in WAY.iter().enumerate() {
        inside = Boxes(inside).find(|(found, _)| found == *name).ok_or_else(unknown)?.1;
        // A `meta` box has four bytes of version and flags before the boxes in it.
        inside = inside.get(if depth == 0 { 4 } else { 0 }..).ok_or_else(unknown)?;
    }
    // Besides the picture there may be its tiles, its mask and a preview: none of them is larger.
    let sizes = Boxes(inside)
        .filter(|(name, _)| name == b"ispe")
        .filter_map(|(_, content)| Some((number(content, 4)?, number(content, 8)?)));
    let (width, height) =
        sizes.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height)).ok_or_else(unknown)?;
    if width == 0 || height == 0 {
        return Err(unknown());
    }
    let turned =
        Boxes(inside).any(|(name, content)| &name == b"irot" && content.first().is_some_and(|turns| turns % 2 == 1));
    Ok(if turned { (height, width) } else { (width, height) })
}

/// Every box must lie in the file with all its bytes.
fn whole(bytes: &[u8]) -> Result<(), Unfit> {
    let mut rest = Boxes(bytes);
    while rest.next().is_some() {}
    if rest.0.is_empty() { Ok(()) } else { Err(Unfit::cut()) }
}

fn unknown() -> Unfit {
    Unfit::Broken("an AVIF that does not say its size".to_owned())
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The boxes that follow one another, each with its name and content; ends at the first that is not whole.
struct Boxes<'b>(&'b [u8]);

impl<'b> Iterator for Boxes<'b> {
    type Item = ([u8; 4], &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (length, name) = (number(self.0, 0)?, *self.0.get(4..)?.first_chunk()?);
        let (head, length) = match length {
            // To the end of the file.
            0 => (8, self.0.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(*self.0.get(8..)?.first_chunk()?)).ok()?),
            length => (8, length as usize),
        };
        let content = self.0.get(head..length)?;
        self.0 = &self.0[length..];
        Some((name, content))
    }
}
