//! Pictures: JPEG, PNG and WebP, decoded whole within limits, because a header alone proves nothing.

use crate::error::{Error, Result};
use image::{ImageDecoder, ImageFormat, ImageReader, Limits};
use std::fs::File;
use std::io::{BufReader, Seek};

/// 40 million pixels: more than any phone needs for a paper.
const PIXELS: u64 = 40_000_000;
/// Four bytes a pixel, and the decoder's own tables.
const MEMORY: u64 = PIXELS * 4 + 32 * 1024 * 1024;

/// The media type of a picture that can be decoded.
pub fn read(mut file: &File) -> Result<&'static str> {
    file.rewind()?;
    let bad = |_| Error::BadFile("ảnh hỏng / broken picture");
    let mut reader = ImageReader::new(BufReader::new(file)).with_guessed_format()?;
    let media_type = match reader.format() {
        Some(ImageFormat::Jpeg) => "image/jpeg",
        Some(ImageFormat::Png) => "image/png",
        Some(ImageFormat::WebP) => "image/webp",
        _ => return Err(Error::BadFile("không phải ảnh hay PDF / neither picture nor PDF")),
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    // Dimensions first: a header of 42 bytes must not cost the memory it asks for.
    let decoder = reader.into_decoder().map_err(bad)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(Error::BadFile("ảnh quá lớn, tối đa 40 triệu điểm / more than 40 million pixels"));
    }
    image::DynamicImage::from_decoder(decoder).map_err(bad)?;
    Ok(media_type)
}
