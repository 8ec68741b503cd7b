//! Makes typed values from nodes.
//!
//! Everything that does not depend on the type that is read stands in functions of its own and in errors
//! without words, and is never inlined: what is generic here is repeated for every structure.

use core::fmt;
use std::vec::IntoIter;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected as Found,
    VariantAccess, Visitor,
};

use super::node::Node;

/// Why a text is not a value of the type that was asked for.
///
/// It names no place: both ends are ours, so that nobody but a forger of requests would ever read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unexpected {
    /// It is no JSON.
    #[error("not JSON")]
    Text,
    /// A value of another type or beyond the range of its type.
    #[error("an unexpected value")]
    Value,
    /// A field or variant that there is not, or a field that is there twice.
    #[error("an unexpected name")]
    Field,
    /// This field is not there.
    #[error("without {0}")]
    Missing(&'static str),
}

impl Error for Unexpected {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Value
    }

    fn invalid_type(_: Found<'_>, _: &dyn Expected) -> Self {
        Self::Value
    }

    fn invalid_value(_: Found<'_>, _: &dyn Expected) -> Self {
        Self::Value
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self::Value
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::Field
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::Field
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::Field
    }
}

impl Node {
    #[inline(never)]
    fn text(self) -> Result<String, Unexpected> {
        match self {
            Self::Text(text) => Ok(text),
            _ => Err(Unexpected::Value),
        }
    }

    #[inline(never)]
    fn list(self) -> Result<Items, Unexpected> {
        match self {
            Self::List(list) => Ok(Items(list.into_iter())),
            _ => Err(Unexpected::Value),
        }
    }

    #[inline(never)]
    fn object(self) -> Result<Entries, Unexpected> {
        match self {
            Self::Object(object) => Ok(Entries { rest: object.into_iter(), value: None }),
            _ => Err(Unexpected::Value),
        }
    }

    #[inline(never)]
    fn float(self) -> Result<f64, Unexpected> {
        match self {
            Self::Float(value) => Ok(value),
            Self::Unsigned(value) => Ok(value as f64),
            Self::Signed(value) => Ok(value as f64),
            _ => Err(Unexpected::Value),
        }
    }

    #[inline(never)]
    fn variant(self) -> Result<Variant, Unexpected> {
        match self {
            Self::Text(name) => Ok(Variant { name, content: None }),
            Self::Object(object) => {
                let mut entries = object.into_iter();
                match (entries.next(), entries.next()) {
                    (Some((name, content)), None) => Ok(Variant { name, content: Some(content) }),
                    _ => Err(Unexpected::Value),
                }
            }
            _ => Err(Unexpected::Value),
        }
    }
}

/// Methods of kinds that read the same.
macro_rules! same {
    ($way:ident: $($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unexpected> {
            self.$way(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Node {
    type Error = Unexpected;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Unsigned(value) => visitor.visit_u64(value),
            Self::Signed(value) => visitor.visit_i64(value),
            Self::Float(value) => visitor.visit_f64(value),
            Self::Text(text) => visitor.visit_string(text),
            Self::List(list) => visitor.visit_seq(Items(list.into_iter())),
            Self::Object(_) => visitor.visit_map(self.object()?),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Self::Bool(value) => visitor.visit_bool(value),
            _ => Err(Unexpected::Value),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Self::Unsigned(value) => visitor.visit_u64(value),
            Self::Signed(value) => visitor.visit_i64(value),
            _ => Err(Unexpected::Value),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        visitor.visit_f64(self.float()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Self::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Self::Null => visitor.visit_unit(),
            _ => Err(Unexpected::Value),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        let mut items = self.list()?;
        let value = visitor.visit_seq(&mut items)?;
        items.end()?;
        Ok(value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        visitor.visit_map(self.object()?)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unexpected> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unexpected> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unexpected> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unexpected> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unexpected> {
        visitor.visit_map(self.object()?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unexpected> {
        visitor.visit_enum(self.variant()?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        visitor.visit_unit()
    }

    same!(deserialize_i64: deserialize_i8 deserialize_i16 deserialize_i32);
    same!(deserialize_i64: deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64);
    same!(deserialize_f64: deserialize_f32);
    same!(deserialize_str: deserialize_char deserialize_string deserialize_identifier);
    same!(deserialize_seq: deserialize_bytes deserialize_byte_buf);
}

struct Items(IntoIter<Node>);

impl Items {
    /// Nothing may be left over.
    #[inline(never)]
    fn end(mut self) -> Result<(), Unexpected> {
        self.0.next().map_or(Ok(()), |_| Err(Unexpected::Value))
    }
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Unexpected;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unexpected> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Entries {
    rest: IntoIter<(String, Node)>,
    /// The value of the name that was read last.
    value: Option<Node>,
}

impl Entries {
    #[inline(never)]
    fn next(&mut self) -> Option<Node> {
        let (name, value) = self.rest.next()?;
        self.value = Some(value);
        Some(Node::Text(name))
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Unexpected;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unexpected> {
        self.next().map(|name| seed.deserialize(name)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unexpected> {
        seed.deserialize(self.value.take().ok_or(Unexpected::Value)?)
    }
}

struct Variant {
    name: String,
    /// None if the name stood alone.
    content: Option<Node>,
}

struct Content(Option<Node>);

impl Content {
    #[inline(never)]
    fn required(self) -> Result<Node, Unexpected> {
        self.0.ok_or(Unexpected::Value)
    }
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unexpected;
    type Variant = Content;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Content), Unexpected> {
        Ok((seed.deserialize(Node::Text(self.name))?, Content(self.content)))
    }
}

impl<'de> VariantAccess<'de> for Content {
    type Error = Unexpected;

    #[inline(never)]
    fn unit_variant(self) -> Result<(), Unexpected> {
        match self.0 {
            None | Some(Node::Null) => Ok(()),
            Some(_) => Err(Unexpected::Value),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unexpected> {
        seed.deserialize(self.required()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unexpected> {
        self.required()?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unexpected> {
        visitor.visit_map(self.required()?.object()?)
    }
}
