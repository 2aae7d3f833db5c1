//! Checks the structure of an AVIF without decoding it. The web view decodes the file, so the file must not declare a
//! wrong size or cause unbounded work.

mod boxes;
mod items;
mod obu;

use self::boxes::{Boxes, Reader, disagrees, full, unknown};
use self::items::{Item, Items};
use super::failure::{Defect, Unfit};
use super::limits::{PIXELS, within_limits};

/// Most boxes at the top of a file.
const TOP: usize = 64;
/// Most tiles of a grid.
const TILES: u64 = 1024;

/// Returns width and height in pixels of the picture as it is shown.
///
/// All declarations in the file must agree: every item lies in the file; a tile's size is that of its AV1 data; a grid
/// is as large as its tiles; the picture, its transparency and its gain map stay within the limits of other formats.
pub fn size(bytes: &[u8]) -> Result<(u32, u32), Unfit> {
    let meta = meta(bytes)?;
    let items = Items::read(meta)?;
    let primary = items.primary().ok_or_else(unknown)?;
    let mut pixels = 0;
    for item in items.all() {
        pixels += checked(bytes, &items, item)?;
    }
    let (width, height) = items.size(primary).ok_or_else(unknown)?;
    within_limits(width, height)?;
    // Transparency and a gain map are no larger than the picture.
    if pixels > 3 * PIXELS {
        return Err(Unfit::TooLarge { width, height });
    }
    Ok(if items.is_turned(primary) { (height, width) } else { (width, height) })
}

/// The box that describes the items. Every box must lie in the file with all its bytes.
fn meta(bytes: &[u8]) -> Result<&[u8], Unfit> {
    let mut boxes = Boxes(bytes);
    let (mut meta, mut count) = (None, 0);
    for (name, content) in boxes.by_ref() {
        count += 1;
        match &name {
            b"meta" if meta.is_some() => return Err(Defect::AvifTwice.into()),
            b"meta" => meta = Some(full(content).ok_or_else(unknown)?),
            b"moov" => return Err(Defect::AvifMoves.into()),
            _ => {}
        }
    }
    if !boxes.0.is_empty() {
        return Err(Unfit::cut());
    }
    if count > TOP {
        return Err(Defect::AvifParts.into());
    }
    meta.ok_or_else(unknown)
}

/// Checks one item; returns how many pixels its decoder makes.
fn checked(bytes: &[u8], items: &Items<'_>, item: &Item) -> Result<u64, Unfit> {
    let data = items.data(bytes, item)?;
    match &item.kind {
        b"av01" => {
            let (width, height) = items.size(item).ok_or_else(unknown)?;
            within_limits(width, height)?;
            if obu::size(&data)? != (width, height) {
                return Err(disagrees());
            }
            Ok(u64::from(width) * u64::from(height))
        }
        b"grid" => grid(items, item, &data).map(|()| 0),
        // Exif and the like are not decoded; other derived images are not supported.
        b"Exif" | b"mime" | b"tmap" => Ok(0),
        _ => Err(Defect::AvifKind.into()),
    }
}

/// A grid must be as large as it says, and its tiles must cover it with less than one row and column more.
fn grid(items: &Items<'_>, grid: &Item, data: &[u8]) -> Result<(), Unfit> {
    let mut reader = Reader(data);
    let read = |reader: &mut Reader<'_>| {
        let [_, flags, rows, columns] = *reader.take(4)?.first_chunk()?;
        let wide = if flags & 1 == 1 { 4 } else { 2 };
        Some((u64::from(rows) + 1, u64::from(columns) + 1, reader.number(wide)?, reader.number(wide)?))
    };
    let (rows, columns, width, height) = read(&mut reader).ok_or_else(unknown)?;
    let said = items.size(grid).ok_or_else(unknown)?;
    let tiles = items.tiles(grid.id);
    if (width, height) != (u64::from(said.0), u64::from(said.1)) || tiles.len() as u64 != rows * columns {
        return Err(disagrees());
    }
    if rows * columns > TILES {
        return Err(Defect::AvifParts.into());
    }
    let mut sizes =
        tiles.iter().map(|id| items.find(*id).filter(|tile| &tile.kind == b"av01").and_then(|tile| items.size(tile)));
    let Some(Some((tile_width, tile_height))) = sizes.next() else { return Err(disagrees()) };
    let covers = |count: u64, tile: u32, side: u64| {
        let all = count * u64::from(tile);
        all >= side && all < side + u64::from(tile)
    };
    let same = sizes.all(|size| size == Some((tile_width, tile_height)));
    if !same || !covers(columns, tile_width, width) || !covers(rows, tile_height, height) {
        return Err(disagrees());
    }
    Ok(())
}
