//! The items of an AVIF: pictures, tiles and metadata; where their data lies, and their properties.

use std::borrow::Cow;

use super::super::failure::{Defect, Unfit};
use super::boxes::{Boxes, Reader, full, spatial_extent, unknown};

/// Most items, and most properties.
const ITEMS: usize = 2048;
/// Most extents of all items together.
const EXTENTS: usize = 4096;

/// One item.
pub struct Item {
    /// Its number.
    pub id: u64,
    /// Its type, such as `av01`.
    pub kind: [u8; 4],
}

/// Where a part of an item lies.
struct Extent {
    item: u64,
    in_meta: bool,
    offset: u64,
    length: u64,
}

/// The content of the `meta` box.
pub struct Items<'b> {
    all: Vec<Item>,
    primary: u64,
    extents: Vec<Extent>,
    /// Data that lies in the box itself.
    data: &'b [u8],
    properties: Vec<([u8; 4], &'b [u8])>,
    /// Items with the indexes of their properties, counted from 1.
    owned: Vec<(u64, usize)>,
    /// Grids with their tiles, in order.
    tiles: Vec<(u64, u64)>,
}

impl<'b> Items<'b> {
    /// Reads the content of a `meta` box behind its version and flags.
    pub fn read(meta: &'b [u8]) -> Result<Self, Unfit> {
        let mut items = Self {
            all: Vec::new(),
            primary: 0,
            extents: Vec::new(),
            data: &[],
            properties: Vec::new(),
            owned: Vec::new(),
            tiles: Vec::new(),
        };
        let mut boxes = Boxes(meta);
        for (name, content) in boxes.by_ref().take(ITEMS) {
            items.part(name, content).ok_or_else(unknown)?;
        }
        if !boxes.0.is_empty() {
            return Err(unknown());
        }
        let too_many =
            [items.all.len(), items.properties.len(), items.tiles.len()].into_iter().any(|many| many >= ITEMS);
        if too_many || items.extents.len() >= EXTENTS || items.owned.len() >= EXTENTS {
            return Err(Defect::AvifParts.into());
        }
        Ok(items)
    }

    fn part(&mut self, name: [u8; 4], content: &'b [u8]) -> Option<()> {
        let version = content.first().copied().unwrap_or_default();
        match &name {
            b"pitm" => self.primary = Reader(full(content)?).number(if version == 0 { 2 } else { 4 })?,
            b"idat" => self.data = content,
            b"iinf" => {
                let count = if version == 0 { 2 } else { 4 };
                let entries = Boxes(full(content)?.get(count..)?).filter(|(name, _)| name == b"infe").take(ITEMS);
                self.all = entries.map(|(_, entry)| item(entry)).collect::<Option<_>>()?;
            }
            b"iloc" => self.extents = locations(content)?,
            b"iref" => self.references(content)?,
            b"iprp" => {
                for (name, content) in Boxes(content).take(ITEMS) {
                    match &name {
                        b"ipco" => self.properties = Boxes(content).take(ITEMS).collect(),
                        b"ipma" => self.associations(content)?,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Some(())
    }

    fn associations(&mut self, content: &[u8]) -> Option<()> {
        let (version, flags) = (*content.first()?, *content.get(3)?);
        let mut reader = Reader(full(content)?);
        for _ in 0..reader.number(4)? {
            let item = reader.number(if version == 0 { 2 } else { 4 })?;
            for _ in 0..reader.number(1)? {
                let wide = if flags & 1 == 1 { 2 } else { 1 };
                // The highest bit says that a reader must know the property.
                let index = reader.number(wide)? & if wide == 2 { 0x7FFF } else { 0x7F };
                if self.owned.len() < EXTENTS {
                    self.owned.push((item, usize::try_from(index).ok()?));
                }
            }
        }
        Some(())
    }

    fn references(&mut self, content: &[u8]) -> Option<()> {
        let wide = if *content.first()? == 0 { 2 } else { 4 };
        for (_, content) in Boxes(full(content)?).filter(|(name, _)| name == b"dimg").take(ITEMS) {
            let mut reader = Reader(content);
            let from = reader.number(wide)?;
            for _ in 0..reader.number(2)? {
                let to = reader.number(wide)?;
                if self.tiles.len() < ITEMS {
                    self.tiles.push((from, to));
                }
            }
        }
        Some(())
    }

    /// All items.
    pub fn all(&self) -> &[Item] {
        &self.all
    }

    /// The picture that is shown.
    pub fn primary(&self) -> Option<&Item> {
        self.find(self.primary).filter(|item| matches!(&item.kind, b"av01" | b"grid"))
    }

    /// The item with this number.
    pub fn find(&self, id: u64) -> Option<&Item> {
        self.all.iter().find(|item| item.id == id)
    }

    /// The tiles of a grid, in order.
    pub fn tiles(&self, grid: u64) -> Vec<u64> {
        self.tiles.iter().filter(|(from, _)| *from == grid).map(|(_, to)| *to).collect()
    }

    /// Width and height that the properties of an item declare; `None` unless exactly one property does.
    pub fn size(&self, item: &Item) -> Option<(u32, u32)> {
        let mut sizes = self.properties_of(item).filter(|(name, _)| name == b"ispe");
        let size = spatial_extent(sizes.next()?.1)?;
        sizes.next().is_none().then_some(size)
    }

    /// Whether width and height of an item are swapped when it is shown.
    pub fn is_turned(&self, item: &Item) -> bool {
        let mut turns = self.properties_of(item).filter(|(name, _)| name == b"irot");
        turns.next().is_some_and(|(_, content)| content.first().is_some_and(|turns| turns % 2 == 1))
    }

    fn properties_of(&self, item: &Item) -> impl Iterator<Item = ([u8; 4], &'b [u8])> {
        let owned = self.owned.iter().filter(move |(owner, _)| *owner == item.id);
        owned.filter_map(|(_, index)| self.properties.get(index.checked_sub(1)?).copied())
    }

    /// The data of an item. Every part of it must lie in the file.
    pub fn data(&self, file: &'b [u8], item: &Item) -> Result<Cow<'b, [u8]>, Unfit> {
        let mut parts = self.extents.iter().filter(|extent| extent.item == item.id).map(|extent| {
            let inside = if extent.in_meta { self.data } else { file };
            let start = usize::try_from(extent.offset).ok()?;
            let end = start.checked_add(usize::try_from(extent.length).ok()?)?;
            // A length of 0 means all the rest; no encoder writes that.
            inside.get(start..end).filter(|part| !part.is_empty())
        });
        let first = parts.next().flatten().ok_or_else(Unfit::cut)?;
        let mut data = Cow::Borrowed(first);
        for part in parts {
            data.to_mut().extend_from_slice(part.ok_or_else(Unfit::cut)?);
            // Extents can repeat the same bytes, so their total is limited.
            if data.len() > file.len() {
                return Err(Defect::AvifParts.into());
            }
        }
        Ok(data)
    }
}

/// Reads an item's entry.
fn item(entry: &[u8]) -> Option<Item> {
    let version = *entry.first()?;
    let mut reader = Reader(full(entry)?);
    let id = reader.number(if version >= 3 { 4 } else { 2 })?;
    reader.number(2)?;
    let kind = *reader.take(4)?.first_chunk()?;
    (version >= 2).then_some(Item { id, kind })
}

/// Reads where all items lie.
fn locations(content: &[u8]) -> Option<Vec<Extent>> {
    let version = *content.first()?;
    let mut reader = Reader(full(content)?);
    let sizes = reader.number(2)?;
    let size = |shift: u64| usize::try_from(sizes >> shift & 15).ok().filter(|size| matches!(size, 0 | 4 | 8));
    let (offset_size, length_size, base_size) = (size(12)?, size(8)?, size(4)?);
    let index_size = if version == 0 { 0 } else { size(0)? };
    let id_size = if version < 2 { 2 } else { 4 };
    let mut extents = Vec::new();
    for _ in 0..reader.number(id_size)? {
        let item = reader.number(id_size)?;
        let method = if version == 0 { 0 } else { reader.number(2)? & 15 };
        let elsewhere = reader.number(2)? != 0;
        let base = reader.number(base_size)?;
        for _ in 0..reader.number(2)? {
            reader.number(index_size)?;
            let offset = base.checked_add(reader.number(offset_size)?)?;
            let length = reader.number(length_size)?;
            if elsewhere || method > 1 || extents.len() >= EXTENTS {
                return None;
            }
            extents.push(Extent { item, in_meta: method == 1, offset, length });
        }
    }
    Some(extents)
}
