//! Optional content: which layers are off (ISO 32000-1, 8.11).

use std::collections::BTreeSet;

use crate::pdf::objects::{Array, Dict, Store, Value};

/// The layers that the default configuration turns off.
pub(super) struct Layers {
    off: BTreeSet<usize>,
}

impl Layers {
    pub fn read(store: &Store<'_>) -> Layers {
        let off = Self::read_off(store).unwrap_or_default();
        Layers { off }
    }

    fn read_off(store: &Store<'_>) -> Option<BTreeSet<usize>> {
        let properties = store.trailer().get("Root").dict()?.get("OCProperties").dict()?;
        let default = properties.get("D").dict()?;
        let groups = |value: Value<'_>| -> Vec<usize> {
            let groups = value.array().into_iter().flat_map(Array::iter);
            groups.filter_map(|group| Some(group.dict()?.identity())).collect()
        };
        let mut off = BTreeSet::new();
        if default.get("BaseState").name() == Some(b"OFF") {
            off.extend(groups(properties.get("OCGs")));
        }
        for group in groups(default.get("ON")) {
            off.remove(&group);
        }
        off.extend(groups(default.get("OFF")));
        Some(off)
    }

    /// Whether content that belongs to a group or a membership dictionary is off.
    pub fn hides(&self, owner: Value<'_>) -> bool {
        if self.off.is_empty() {
            return false;
        }
        let Some(dict) = owner.dict() else { return false };
        if self.off.contains(&dict.identity()) {
            return true;
        }
        let is_off = |group: Dict<'_>| self.off.contains(&group.identity());
        let groups = match dict.get("OCGs") {
            Value::Array(groups) => groups.iter().filter_map(Value::dict).map(is_off).collect(),
            single => single.dict().map(is_off).into_iter().collect::<Vec<bool>>(),
        };
        if groups.is_empty() {
            return false;
        }
        let shown = match dict.get("P").name().unwrap_or(b"AnyOn") {
            b"AllOn" => !groups.contains(&true),
            b"AnyOff" => groups.contains(&true),
            b"AllOff" => !groups.contains(&false),
            _ => groups.contains(&false),
        };
        !shown
    }
}
