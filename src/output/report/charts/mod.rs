//! The charts of the overview: printed amounts side by side, none of them counted twice.
//!
//! A bar is one printed amount, never a sum. What cannot stand beside other amounts, or would
//! stand there twice, is left out and counted by its reason. A share is a ministry's part of the
//! shares printed under one total.

mod draw;
mod figures;

pub(super) use draw::Chart;
pub(super) use figures::Figures;
