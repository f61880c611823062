//! Colour spaces, as far as white is told apart (ISO 32000-1, 8.6).

use crate::pdf::objects::{Dict, Value};

/// What kind of space colours are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// One is white.
    Gray,
    /// All ones are white.
    Rgb,
    /// All zeros are white, being inks.
    Cmyk,
    /// Separation and DeviceN: no ink is white.
    Tint,
    /// 100 is white.
    Lab,
    /// Patterns, palettes, what is not known: never taken for white.
    Other,
}

impl Space {
    /// The space of a name, as `cs` has it.
    pub fn named(name: &[u8], resources: Option<Dict<'_>>) -> Space {
        match name {
            b"DeviceGray" | b"CalGray" | b"G" => Space::Gray,
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Space::Rgb,
            b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
            b"Pattern" => Space::Other,
            name => {
                let spaces = resources.and_then(|r| r.get("ColorSpace").dict());
                spaces.map_or(Space::Other, |spaces| Space::of(spaces.get_bytes(name)))
            }
        }
    }

    fn of(value: Value<'_>) -> Space {
        let array = match value {
            Value::Name(name) => return Space::named(name, None),
            value => match value.array() {
                Some(array) => array,
                None => return Space::Other,
            },
        };
        match array.get(0).name().unwrap_or_default() {
            b"ICCBased" => {
                let profile = array.get(1).dict();
                match profile.and_then(|p| p.get("N").integer()) {
                    Some(1) => Space::Gray,
                    Some(3) => Space::Rgb,
                    Some(4) => Space::Cmyk,
                    _ => Space::Other,
                }
            }
            b"Separation" | b"DeviceN" => Space::Tint,
            b"Lab" => Space::Lab,
            name => Space::named(name, None),
        }
    }

    /// Whether the components are white, or as good as that.
    pub fn is_white(self, components: &[f64]) -> bool {
        let all =
            |test: fn(f64) -> bool| !components.is_empty() && components.iter().all(|n| test(*n));
        match self {
            Space::Gray | Space::Rgb => all(|n| n >= 0.99),
            Space::Cmyk | Space::Tint => all(|n| n <= 0.01),
            Space::Lab => components.first().is_some_and(|l| *l >= 99.0),
            Space::Other => false,
        }
    }
}
