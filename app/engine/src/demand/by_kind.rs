//! A value for some of the kinds of demand.

use std::fmt;
use std::ops::Index;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::DemandKind;

/// At most one value per kind of demand, listed in the order of [`DemandKind::ALL`]. Reads like the maps of the
/// standard library; in files an object whose keys are the kinds.
#[derive(Clone, Debug, PartialEq)]
pub struct ByKind<T>([Option<T>; DemandKind::ALL.len()]);

impl<T> ByKind<T> {
    /// No values.
    #[must_use]
    pub fn new() -> Self {
        Self(DemandKind::ALL.map(|_| None))
    }

    /// Whether no kind has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Whether the kind has a value.
    #[must_use]
    pub fn contains_key(&self, kind: &DemandKind) -> bool {
        self.get(kind).is_some()
    }

    /// The value of a kind.
    #[must_use]
    pub const fn get(&self, kind: &DemandKind) -> Option<&T> {
        self.0[kind.index()].as_ref()
    }

    /// Sets the value of a kind and returns the one before.
    pub const fn insert(&mut self, kind: DemandKind, value: T) -> Option<T> {
        self.0[kind.index()].replace(value)
    }

    /// Takes the value of a kind out.
    pub const fn remove(&mut self, kind: &DemandKind) -> Option<T> {
        self.0[kind.index()].take()
    }

    /// Kinds and values.
    pub fn iter(&self) -> impl Iterator<Item = (&DemandKind, &T)> {
        DemandKind::ALL.iter().zip(&self.0).filter_map(|(kind, value)| Some((kind, value.as_ref()?)))
    }

    /// The kinds that have a value.
    pub fn keys(&self) -> impl Iterator<Item = &DemandKind> {
        self.iter().map(|(kind, _)| kind)
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flatten()
    }

    /// The values, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().flatten()
    }
}

impl<T> Default for ByKind<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Index<&DemandKind> for ByKind<T> {
    type Output = T;

    fn index(&self, kind: &DemandKind) -> &T {
        self.get(kind).expect("the kind has a value")
    }
}

impl<T> FromIterator<(DemandKind, T)> for ByKind<T> {
    fn from_iter<I: IntoIterator<Item = (DemandKind, T)>>(values: I) -> Self {
        let mut all = Self::new();
        for (kind, value) in values {
            all.insert(kind, value);
        }
        all
    }
}

impl<T: Serialize> Serialize for ByKind<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ByKind<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Kinds<T>(ByKind<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Kinds<T> {
            type Value = ByKind<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with kinds of demand")
            }

            fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<ByKind<T>, A::Error> {
                while let Some((kind, value)) = map.next_entry::<DemandKind, T>()? {
                    if self.0.insert(kind, value).is_some() {
                        return Err(A::Error::custom(format_args!("{} is there twice", kind.key())));
                    }
                }
                Ok(self.0)
            }
        }

        deserializer.deserialize_map(Kinds(Self::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_listed_in_the_order_of_the_kinds() {
        let mut by_kind =
            ByKind::from_iter([(DemandKind::Electricity, 2.0), (DemandKind::SpaceHeating, 1.0)]);
        assert_eq!(by_kind.insert(DemandKind::Electricity, 3.0), Some(2.0));
        assert_eq!(
            by_kind.keys().map(|kind| kind.key()).collect::<Vec<_>>(),
            ["space-heating", "electricity"]
        );
        assert_eq!(by_kind.values().copied().collect::<Vec<_>>(), [1.0, 3.0]);
        assert_eq!(by_kind.remove(&DemandKind::SpaceHeating), Some(1.0));
        assert!(!by_kind.contains_key(&DemandKind::SpaceHeating) && !by_kind.is_empty());
    }

    #[test]
    fn files_name_each_kind_once() {
        let text = r#"{"hot-water":1.5,"e-mobility":2.5}"#;
        let read: ByKind<f64> = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        for wrong in [r#"{"hot-water":1,"hot-water":2}"#, r#"{"steam":1}"#, "[1]"] {
            assert!(serde_json::from_str::<ByKind<f64>>(wrong).is_err(), "{wrong}");
        }
    }
}
