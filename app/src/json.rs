//! JSON, written and read in one way.
//!
//! Text is read into a [`Node`] first and values are made from that. Made from the text directly, every
//! structure carries the whole reader once more, which costs the browser's bundle some thirty kilobytes.

mod node;
mod reader;

use std::io;

use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::ser::Formatter;

use node::Node;
pub use reader::Unexpected;

/// The encoding of server functions, of their errors, and of what the server's page hands to the browser.
#[derive(Clone, Copy, Debug)]
pub struct Json;

/// Arguments and answer of a server function: JSON in the body of a `POST` request.
pub type PostJson = Post<Json>;

impl Json {
    /// The value that the text describes.
    ///
    /// # Errors
    /// [`Unexpected`] if the text is no JSON or describes something else.
    pub fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Unexpected> {
        T::deserialize(Node::read(text).ok_or(Unexpected::Text)?)
    }

    /// The text that describes the value.
    ///
    /// # Panics
    /// Never for the types of this crate: the names of their maps are text.
    #[must_use]
    pub fn write<T: Serialize>(value: &T) -> String {
        let bytes = Self::bytes(value).expect("what is sent has names of text only");
        String::from_utf8(bytes).expect("JSON is UTF-8")
    }

    fn bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = Vec::new();
        value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, StandardNumbers))?;
        Ok(bytes)
    }
}

/// Writes numbers with the standard library, whose tables the bundle has anyway; serde_json brings its own.
struct StandardNumbers;

impl Formatter for StandardNumbers {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        write!(writer, "{value:?}")
    }
}

impl ContentType for Json {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for Json {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Json {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        Self::bytes(output).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for Json {
    type Error = Unexpected;

    fn decode(bytes: Bytes) -> Result<T, Unexpected> {
        Self::read(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde::de::IgnoredAny;
    use serde_json::json;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case", deny_unknown_fields)]
    struct Row {
        name: String,
        area: Option<f64>,
        pair: (u8, i64),
        #[serde(default)]
        many: Vec<Kind>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Plain,
        Wrapped(bool),
        Pair(f64, String),
        Named { at: u32 },
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "type", rename_all = "kebab-case")]
    enum Tagged {
        Unit,
        Named { at: f64, kind: Kind },
    }

    fn read<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, Unexpected> {
        Json::read(value.to_string().as_bytes())
    }

    #[test]
    fn what_was_written_is_read() {
        let row = Row {
            name: "Straße \"1\"\n\u{1f600}".to_owned(),
            area: Some(0.1 + 0.2),
            pair: (255, i64::MIN),
            many: vec![
                Kind::Plain,
                Kind::Wrapped(true),
                Kind::Pair(-0.0, String::new()),
                Kind::Named { at: 7 },
            ],
        };
        assert_eq!(Json::read::<Row>(Json::write(&row).as_bytes()).unwrap(), row);
        for tagged in [Tagged::Unit, Tagged::Named { at: 3.0, kind: Kind::Wrapped(false) }] {
            let bytes = <Json as Encodes<Tagged>>::encode(&tagged).unwrap();
            assert_eq!(<Json as Decodes<Tagged>>::decode(bytes).unwrap(), tagged);
        }
        assert_eq!(read::<Option<()>>(json!(null)), Ok(None));
        assert_eq!(read::<u64>(json!(u64::MAX)), Ok(u64::MAX));
    }

    #[test]
    fn numbers_keep_every_bit() {
        for number in [f64::MIN_POSITIVE, f64::MAX, 1e300, 123_456_789.123_456_79, 5e-324, 0.1, -1e16, -0.0] {
            let text = Json::write(&number);
            assert_eq!(Json::read::<f64>(text.as_bytes()).map(f64::to_bits), Ok(number.to_bits()), "{text}");
        }
        assert_eq!(Json::write(&[f64::NAN, f64::INFINITY]), "[null,null]");
        // A whole number is a number.
        assert_eq!(read::<f64>(json!(3)), Ok(3.0));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let row = |change: fn(&mut serde_json::Value)| {
            let mut value = json!({"name": "a", "area": null, "pair": [1, 2]});
            change(&mut value);
            read::<Row>(value).map(|_| ())
        };
        assert_eq!(row(|_| {}), Ok(()));
        assert_eq!(row(|row| row["other"] = json!(1)), Err(Unexpected::Field));
        assert_eq!(row(|row| row["name"] = json!(1)), Err(Unexpected::Value));
        assert_eq!(row(|row| row["area"] = json!("1")), Err(Unexpected::Value));
        assert_eq!(row(|row| row["pair"] = json!([256, 2])), Err(Unexpected::Value));
        assert_eq!(row(|row| row["pair"] = json!([1])), Err(Unexpected::Value));
        assert_eq!(row(|row| row["pair"] = json!([1, 2, 3])), Err(Unexpected::Value));
        assert_eq!(row(|row| *row = json!({"name": "a"})), Err(Unexpected::Missing("pair")));
        assert_eq!(row(|row| *row = json!(["a", null, [1, 2], []])), Err(Unexpected::Value));
        assert_eq!(row(|row| row["many"] = json!(["absent"])), Err(Unexpected::Field));
        assert_eq!(row(|row| row["many"] = json!([{"plain": 1}])), Err(Unexpected::Value));
        assert_eq!(
            row(|row| row["many"] = json!([{"wrapped": true, "plain": null}])),
            Err(Unexpected::Value)
        );
        assert_eq!(Json::read::<Row>(br#"{"name":"a","name":"b"}"#), Err(Unexpected::Field));
        assert_eq!(Json::read::<u8>(b"1 2"), Err(Unexpected::Text));
        assert_eq!(Json::read::<u8>(b""), Err(Unexpected::Text));
        assert_eq!(Json::read::<String>(b"\"\xff\""), Err(Unexpected::Text));
        // However much it holds, memory holds: a value takes a hundred times the room of its text.
        let many = format!("[{}0]", "[],".repeat(499_998));
        assert!(Json::read::<Vec<IgnoredAny>>(many.as_bytes()).is_ok());
        assert!(Json::read::<Vec<IgnoredAny>>(many.replacen('0', "0,0", 1).as_bytes()).is_err());
        // However deep it is nested, the stack holds.
        assert_eq!(Json::read::<Row>("[".repeat(1 << 20).as_bytes()), Err(Unexpected::Text));
    }
}
