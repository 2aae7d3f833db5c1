//! Makes a picture of the window small enough to be kept with the project: 256 colours.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use color_quant::NeuQuant;

const COLOURS: usize = 256;
/// Of so many pixels one is looked at when colours are chosen: 1 is best and slow, 30 is quick.
const SAMPLED: i32 = 7;

/// Writes a picture again with few colours.
pub fn shrink(from: &Path, to: &Path) -> Result<()> {
    let (size, pixels) = read(from).with_context(|| format!("{} could not be read", from.display()))?;
    let chosen = NeuQuant::new(SAMPLED, COLOURS, &pixels);
    let mut known: HashMap<&[u8], u8> = HashMap::new();
    let indexed = pixels
        .chunks_exact(4)
        .map(|pixel| *known.entry(pixel).or_insert_with(|| u8::try_from(chosen.index_of(pixel)).unwrap_or(u8::MAX)));
    let indexed: Vec<u8> = indexed.collect();
    write(to, size, (&chosen.color_map_rgb(), &indexed))
        .with_context(|| format!("{} could not be written", to.display()))
}

/// Width, height and RGBA pixels.
fn read(file: &Path) -> Result<((u32, u32), Vec<u8>)> {
    let mut decoder = png::Decoder::new(std::io::BufReader::new(File::open(file)?));
    decoder.set_transformations(png::Transformations::ALPHA | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().context("it is too large")?];
    let found = reader.next_frame(&mut pixels)?;
    ensure!(found.color_type == png::ColorType::Rgba, "it is not in colours");
    Ok(((found.width, found.height), pixels))
}

fn write(file: &Path, (width, height): (u32, u32), (palette, indexed): (&[u8], &[u8])) -> Result<()> {
    let mut encoder = png::Encoder::new(BufWriter::new(File::create(file)?), width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.to_vec());
    encoder.set_compression(png::Compression::High);
    encoder.write_header()?.write_image_data(indexed)?;
    Ok(())
}
