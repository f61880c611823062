//! Characters and widths of fonts.
