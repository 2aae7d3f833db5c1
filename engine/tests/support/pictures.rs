//! Pictures made by code, whole and odd ones.

#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it")]

use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Frame, ImageBuffer, ImageFormat, Rgb, RgbImage, Rgba};

/// A scene with soft parts and edges; `seed` makes another one of it.
pub fn scene(width: u32, height: u32, seed: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (x * 256 / width, y * 256 / height);
        let (left, top) = (40 + seed * 37 % 120, 30 + seed * 53 % 140);
        let inside = (left..left + 70).contains(&u) && (top..top + 60).contains(&v);
        let ramp = if seed.is_multiple_of(2) { u } else { 255 - u };
        let [red, green, blue] = if inside { [250, 240, 40] } else { [ramp, v, (u + v + seed * 11) / 2] };
        Rgb([low(red), low(green), low(blue)])
    })
}

/// Only red on the left and only blue on the right.
pub fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

fn low(value: u32) -> u8 {
    u8::try_from(value & 255).unwrap()
}

pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 92).encode_image(picture).unwrap();
    bytes
}

pub fn in_format(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.into().write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// A JPEG of this colour type by an encoder that knows more of them.
pub fn coded(pixels: &[u8], (width, height): (u16, u16), color: jpeg_encoder::ColorType, progressive: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 92);
    encoder.set_progressive(progressive);
    encoder.encode(pixels, width, height, color).unwrap();
    bytes
}

/// A JPEG that says in its EXIF how it is to be turned: 1 to 8.
pub fn turned(picture: &RgbImage, orientation: u8) -> Vec<u8> {
    let tiff = [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", &[orientation][..], b"\0\0\0\0\0\0"].concat();
    let length = u16::try_from(2 + 6 + tiff.len()).unwrap().to_be_bytes();
    let segment = [b"\xFF\xE1", &length[..], b"Exif\0\0", &tiff].concat();
    let plain = jpeg(picture);
    [&plain[..2], &segment, &plain[2..]].concat()
}

pub fn png_of_sixteen_bits() -> Vec<u8> {
    let picture: ImageBuffer<Rgb<u16>, Vec<u16>> =
        ImageBuffer::from_fn(
            300,
            200,
            |x, _| if x < 150 { Rgb([56_000, 5_000, 5_000]) } else { Rgb([5_000, 5_000, 56_000]) },
        );
    in_format(picture, ImageFormat::Png)
}

/// Two frames: the halves, then black.
pub fn moving_gif() -> Vec<u8> {
    let mut bytes = Vec::new();
    let frames =
        [halves(300, 200), RgbImage::new(300, 200)].map(|frame| Frame::new(DynamicImage::from(frame).into_rgba8()));
    GifEncoder::new(&mut bytes).encode_frames(frames).unwrap();
    bytes
}

/// Two frames: the halves, then black.
pub fn moving_webp() -> Vec<u8> {
    let size = [&299_u32.to_le_bytes()[..3], &199_u32.to_le_bytes()[..3]].concat();
    let frame = |picture: RgbImage| {
        let still = in_format(picture, ImageFormat::WebP);
        let head = [&[0; 6][..], &size, &100_u32.to_le_bytes()[..3], &[0]].concat();
        chunk(*b"ANMF", &[head, still[12..].to_vec()].concat())
    };
    let head = chunk(*b"VP8X", &[&[0x02, 0, 0, 0][..], &size].concat());
    let chunks = [head, chunk(*b"ANIM", &[0; 6]), frame(halves(300, 200)), frame(RgbImage::new(300, 200))].concat();
    let length = u32::try_from(4 + chunks.len()).unwrap().to_le_bytes();
    [b"RIFF", &length[..], b"WEBP", &chunks].concat()
}

fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_le_bytes();
    let pad = if content.len().is_multiple_of(2) { &[][..] } else { &[0] };
    [&name[..], &length[..], content, pad].concat()
}

/// What an AVIF is made of.
pub struct Avif {
    /// Quarters that the picture is turned.
    pub turns: u8,
    /// The size that its properties say.
    pub said: (u32, u32),
    /// The size that its AV1 data says.
    pub coded: (u32, u32),
    /// How many frames the data has.
    pub frames: usize,
    /// Bytes by which the item is said to be longer than it is.
    pub longer: u32,
    /// Type of the primary item.
    pub kind: [u8; 4],
}

impl Default for Avif {
    fn default() -> Self {
        let size = (1600, 900);
        Self { turns: 0, said: size, coded: size, frames: 1, longer: 0, kind: *b"av01" }
    }
}

impl Avif {
    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let data = [sequence_header(self.coded), b"\x32\x08abcdefgh".repeat(self.frames)].concat();
        // Where the data begins is known once the length of all before it is.
        let head = self.head(0, data.len());
        let head = self.head(head.len() + 8, data.len());
        [head, made_box(*b"mdat", &data)].concat()
    }

    fn head(&self, offset: usize, length: usize) -> Vec<u8> {
        let number = |number: usize| u32::try_from(number).unwrap();
        let size = |(width, height): (u32, u32)| {
            made_box(*b"ispe", &[&[0; 4][..], &width.to_be_bytes(), &height.to_be_bytes()].concat())
        };
        let properties = [size((160, 90)), size(self.said), made_box(*b"irot", &[self.turns])].concat();
        let owned = [&[0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 2][..], &[2, 3]].concat();
        let properties = [made_box(*b"ipco", &properties), made_box(*b"ipma", &owned)].concat();
        let item = made_box(*b"infe", &[&[2, 0, 0, 0, 0, 1, 0, 0][..], &self.kind, &[0]].concat());
        let at = [&number(offset).to_be_bytes()[..], &(number(length) + self.longer).to_be_bytes()].concat();
        let meta = [
            vec![0; 4],
            made_box(*b"pitm", &[0, 0, 0, 0, 0, 1]),
            made_box(*b"iloc", &[&[0, 0, 0, 0, 0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1][..], &at].concat()),
            made_box(*b"iinf", &[&[0, 0, 0, 0, 0, 1][..], &item].concat()),
            made_box(*b"iprp", &properties),
        ];
        [made_box(*b"ftyp", b"avif\0\0\0\0avifmif1"), made_box(*b"meta", &meta.concat())].concat()
    }
}

/// A part of AV1 data that says how large its frames are.
fn sequence_header((width, height): (u32, u32)) -> Vec<u8> {
    // Profile 0, a still picture, the short form, level 0; sixteen bits for each side.
    let bits = format!("0001100000{:08b}{:016b}{:016b}000000", 0xFF, width - 1, height - 1);
    let bytes = (0..7).map(|at| u8::from_str_radix(&bits[at * 8..at * 8 + 8], 2).unwrap());
    [vec![0x0A, 7], bytes.collect()].concat()
}

/// The structure of an AVIF of 1600 × 900, turned by `turns` quarters; its frame is none.
pub fn avif(turns: u8) -> Vec<u8> {
    Avif { turns, ..Avif::default() }.bytes()
}

pub fn made_box(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(8 + content.len()).unwrap().to_be_bytes()[..], &name, content].concat()
}

/// A progressive JPEG with this many scans: the picture's own first scan, repeated.
pub fn jpeg_of_scans(width: u16, height: u16, scans: usize) -> Vec<u8> {
    let pixels = vec![128; usize::from(width) * usize::from(height) * 3];
    let plain = coded(&pixels, (width, height), jpeg_encoder::ColorType::Rgb, true);
    let find = |from: usize, mark: u8| from + plain[from..].windows(2).position(|pair| pair == [0xFF, mark]).unwrap();
    let first = find(0, 0xDA);
    let end = find(first + 2, 0xDA);
    [&plain[..first], &plain[first..end].repeat(scans), b"\xFF\xD9"].concat()
}

/// A PNG with these chunks before its data.
pub fn png_with(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let plain = in_format(halves(30, 20), ImageFormat::Png);
    // Signature and header.
    let (head, rest) = plain.split_at(8 + 25);
    let made = chunks.iter().map(|(name, content)| {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], &name[..], content, &crc(&[&name[..], content].concat()).to_be_bytes()].concat()
    });
    [head.to_vec(), made.collect::<Vec<_>>().concat(), rest.to_vec()].concat()
}

/// CRC-32 as PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}

/// 35 bytes that say 65,535 × 65,535.
pub fn gif_bomb() -> Vec<u8> {
    let mut bytes =
        b"GIF89a\xFF\xFF\xFF\xFF\x80\0\0\0\0\0\xFF\xFF\xFF,\0\0\0\0\xFF\xFF\xFF\xFF\0\x02\x02D\x01\0;".to_vec();
    bytes.resize(35, b';');
    bytes
}

/// Half of it transparent.
pub fn transparent_png() -> Vec<u8> {
    let picture = image::RgbaImage::from_fn(300, 200, |x, _| Rgba([200, 30, 30, if x < 150 { 255 } else { 0 }]));
    in_format(picture, ImageFormat::Png)
}
