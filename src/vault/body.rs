//! What is inside a sealed record: JSON or a series, compressed, padded so that the length of short
//! texts does not show.

use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

/// zstd with JSON inside.
const JSON: u8 = 1;
/// zstd with little-endian 64-bit floats inside.
const SERIES: u8 = 2;
/// zstd with the bytes of a file inside.
const BYTES: u8 = 3;
const PREFIX: usize = 5;
const LEVEL: i32 = 3;

/// A body that cannot be read although its seal was intact: a fault of ours.
#[derive(Debug, thiserror::Error)]
#[error("a record's body is malformed: {0}")]
pub struct BodyError(String);

/// Writes a value.
///
/// # Errors
/// The value has no JSON form, for example a map whose keys are not texts.
pub fn encode<T: Serialize>(value: &T) -> Result<Zeroizing<Vec<u8>>, BodyError> {
    let json = Zeroizing::new(serde_json::to_vec(value).map_err(malformed)?);
    pack(JSON, &json)
}

/// Reads what [`encode`] wrote.
///
/// # Errors
/// It did not.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BodyError> {
    serde_json::from_slice(&unpack(JSON, bytes)?).map_err(malformed)
}

/// Writes a series.
///
/// # Errors
/// The compressor fails.
pub fn encode_series(values: &[f64]) -> Result<Zeroizing<Vec<u8>>, BodyError> {
    let bytes: Zeroizing<Vec<u8>> =
        Zeroizing::new(values.iter().flat_map(|value| value.to_le_bytes()).collect());
    pack(SERIES, &bytes)
}

/// Reads what [`encode_series`] wrote.
///
/// # Errors
/// It did not.
pub fn decode_series(bytes: &[u8]) -> Result<Vec<f64>, BodyError> {
    let bytes = unpack(SERIES, bytes)?;
    let (values, rest) = bytes.as_chunks::<8>();
    if !rest.is_empty() {
        return Err(BodyError("a series has a broken value".to_owned()));
    }
    Ok(values.iter().map(|value| f64::from_le_bytes(*value)).collect())
}

/// Writes the bytes of a file.
///
/// # Errors
/// The compressor fails.
pub fn encode_bytes(bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, BodyError> {
    pack(BYTES, bytes)
}

/// Reads what [`encode_bytes`] wrote.
///
/// # Errors
/// It did not.
pub fn decode_bytes(bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, BodyError> {
    unpack(BYTES, bytes)
}

fn pack(kind: u8, content: &[u8]) -> Result<Zeroizing<Vec<u8>>, BodyError> {
    let packed = Zeroizing::new(zstd::bulk::compress(content, LEVEL).map_err(malformed)?);
    let length = u32::try_from(packed.len()).map_err(malformed)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(bucket(PREFIX + packed.len())));
    bytes.push(kind);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&packed);
    bytes.resize(bucket(PREFIX + packed.len()), 0);
    Ok(bytes)
}

fn unpack(kind: u8, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, BodyError> {
    let Some((prefix, rest)) = bytes.split_first_chunk::<PREFIX>() else {
        return Err(BodyError("too short".to_owned()));
    };
    let length = u32::from_le_bytes([prefix[1], prefix[2], prefix[3], prefix[4]]);
    let packed = usize::try_from(length).ok().and_then(|length| rest.get(..length));
    match packed {
        Some(packed) if prefix[0] == kind => {
            zstd::stream::decode_all(packed).map(Zeroizing::new).map_err(malformed)
        }
        _ => Err(BodyError("wrong kind or length".to_owned())),
    }
}

/// Short bodies grow to the next power of two from 64, long ones to the next 4 KiB.
const fn bucket(length: usize) -> usize {
    match length {
        0..=64 => 64,
        65..=4096 => length.next_power_of_two(),
        _ => length.next_multiple_of(4096),
    }
}

fn malformed(error: impl std::fmt::Display) -> BodyError {
    BodyError(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_series_survive_bit_for_bit() {
        let values = [0.1, -0.0, f64::MIN_POSITIVE, 1.0 / 3.0, 5e9 / 7.0];
        let text = encode(&values).unwrap();
        assert_eq!(decode::<[f64; 5]>(&text).unwrap().map(f64::to_bits), values.map(f64::to_bits));
        let series = encode_series(&values).unwrap();
        let back = decode_series(&series).unwrap();
        assert!(back.iter().zip(values).all(|(a, b)| a.to_bits() == b.to_bits()));
        assert!(decode_series(&text).is_err());
    }

    #[test]
    fn short_texts_of_different_length_look_the_same() {
        let lengths = ["Ada", "Wilhelmine", ""].map(|name| encode(&name).unwrap().len());
        assert_eq!(lengths, [64; 3]);
    }
}
