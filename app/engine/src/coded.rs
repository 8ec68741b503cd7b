//! Enumerations whose values are known by a code and have a German and an English name.

/// A text that is no code of a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} “{given}”; known: {}", .known.join(", "))]
pub struct UnknownCode {
    /// What was looked for.
    pub what: &'static str,
    /// What was given.
    pub given: String,
    /// Every code there is.
    pub known: Vec<&'static str>,
}

/// Finds a value by its code in either case.
pub(crate) fn find<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    what: &'static str,
    text: &str,
) -> Result<T, UnknownCode> {
    let found = all.iter().find(|value| code(**value).eq_ignore_ascii_case(text.trim()));
    found.copied().ok_or_else(|| UnknownCode {
        what,
        given: text.to_owned(),
        known: all.iter().map(|value| code(*value)).collect(),
    })
}

/// Declares such an enumeration: written by its code, read by it in either case.
macro_rules! coded {
    (
        $(#[$attribute:meta])*
        $name:ident, $count:literal, $what:literal:
        $($(#[$doc:meta])* $variant:ident $code:literal $de:literal $en:literal,)*
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// Every one, in order.
            pub const ALL: [Self; $count] = [$(Self::$variant),*];

            /// The code by which it is known.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// German name.
            #[must_use]
            pub const fn name_de(self) -> &'static str {
                match self { $(Self::$variant => $de,)* }
            }

            /// English name.
            #[must_use]
            pub const fn name_en(self) -> &'static str {
                match self { $(Self::$variant => $en,)* }
            }
        }

        impl core::str::FromStr for $name {
            type Err = $crate::coded::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::coded::find(&Self::ALL, Self::code, $what, text)
            }
        }

        $crate::coded::serialised_by_code! { $name, code: $($code)* }
    };
}

/// Writes a value as its code and reads it from that. What serde derives has a branch of its own for every value;
/// for long lists that is felt in the bundle of the browser.
macro_rules! serialised_by_code {
    ($name:ident, $code:ident: $($known:literal)*) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.$code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = String::deserialize(deserializer)?;
                let found = Self::ALL.into_iter().find(|value| value.$code() == code);
                found.ok_or_else(|| serde::de::Error::unknown_variant(&code, &[$($known),*]))
            }
        }
    };
}

pub(crate) use coded;
pub(crate) use serialised_by_code;
